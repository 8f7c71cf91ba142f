/**
 * Statements of a database. To prepare one takes longer than to run it, and a database in memory is opened for every
 * scenario, which uses few of them: there each is prepared when it is first used. Of a file all are prepared when it is
 * opened, so that one of another version, or of something else, is refused at once.
 */

import type Database from 'libsql';

/** Gives what gives the statement. */
export type Prepare = (sql: string) => () => Database.Statement;

export const preparing =
  (database: Database.Database, isFile: boolean): Prepare =>
  (sql) => {
    let statement = isFile ? database.prepare(sql) : null;
    return () => {
      statement ??= database.prepare(sql);
      return statement;
    };
  };
