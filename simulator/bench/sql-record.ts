/** Every SQL statement that this process runs from now on, written down so that it can be run again. */

import Database from 'libsql';

export interface Statement {
  /** Which database, counted as they first appear. */
  readonly database: number;
  readonly sql: string;
  readonly method: 'run' | 'get' | 'all' | 'exec';
  readonly values: readonly unknown[];
}

export interface SqlRecord {
  /** What was recorded since the last time. */
  take(): Statement[];
  stop(): void;
}

const methods = ['run', 'get', 'all'] as const;

export function recordSql(): SqlRecord {
  const prototype = Database.prototype;
  const { prepare, exec, pragma } = prototype;
  const databases = new Map<object, number>();
  let taken: Statement[] = [];
  const numberOf = (database: object): number => {
    const known = databases.get(database) ?? databases.size;
    databases.set(database, known);
    return known;
  };

  prototype.exec = function (this: Database.Database, sql: string) {
    taken.push({ database: numberOf(this), sql, method: 'exec', values: [] });
    return exec.call(this, sql);
  };
  prototype.pragma = function (this: Database.Database, source: string) {
    taken.push({ database: numberOf(this), sql: `PRAGMA ${source}`, method: 'exec', values: [] });
    return pragma.call(this, source);
  } as typeof pragma;
  prototype.prepare = function (this: Database.Database, sql: string) {
    const database = numberOf(this);
    const statement = prepare.call(this, sql);
    for (const method of methods) {
      const original = (statement[method] as (...values: unknown[]) => unknown).bind(statement);
      Object.assign(statement, {
        [method]: (...values: unknown[]) => {
          taken.push({ database, sql, method, values: structuredClone(values) });
          return original(...values);
        },
      });
    }
    return statement;
  } as typeof prepare;

  return {
    take: () => {
      const statements = taken;
      taken = [];
      return statements;
    },
    stop: () => {
      prototype.prepare = prepare;
      prototype.exec = exec;
      prototype.pragma = pragma;
    },
  };
}
