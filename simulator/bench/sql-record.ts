/** Every SQL statement that this process runs from now on, so that it can be run again. */

import Database from 'libsql';

export interface Statement {
  readonly kind: 'sql';
  /** Which database, counted as they first appear. */
  readonly database: number;
  readonly sql: string;
  readonly method: 'run' | 'get' | 'all' | 'exec';
  readonly values: readonly unknown[];
}

const methods = ['run', 'get', 'all'] as const;

/** Gives back the way to stop. */
export function recordSql(took: (statement: Statement) => void): () => void {
  const prototype = Database.prototype;
  const { prepare, exec } = prototype;
  const databases = new Map<object, number>();
  const numberOf = (database: object): number => {
    const known = databases.get(database) ?? databases.size;
    databases.set(database, known);
    return known;
  };

  prototype.exec = function (this: Database.Database, sql: string) {
    took({ kind: 'sql', database: numberOf(this), sql, method: 'exec', values: [] });
    return exec.call(this, sql);
  };
  prototype.prepare = function (this: Database.Database, sql: string) {
    const database = numberOf(this);
    const statement = prepare.call(this, sql);
    for (const method of methods) {
      const original = (statement[method] as (...values: unknown[]) => unknown).bind(statement);
      Object.assign(statement, {
        [method]: (...values: unknown[]) => {
          took({ kind: 'sql', database, sql, method, values: structuredClone(values) });
          return original(...values);
        },
      });
    }
    return statement;
  } as typeof prepare;

  return () => {
    prototype.prepare = prepare;
    prototype.exec = exec;
  };
}
