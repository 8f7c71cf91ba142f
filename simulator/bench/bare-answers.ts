/** What an answer costs by itself: Fastify over HTTPS with client certificates, and one read of SQLite by key. */

import { join } from 'node:path';
import Fastify from 'fastify';
import Database from 'libsql';
import type { Pki } from '../pki/link-and-tls.ts';

export const barePath = '/bare';
/** As many rows as a town has people. */
export const bareRows = 10_000;
/** Bytes of an answer, about those of an eligibility answer with one record. */
const answerBytes = 1_000;

export interface BareAnswers {
  readonly url: string;
  /** One read without Fastify: the row's text. */
  read(key: number): string;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1; the rows are in a database of its own in `folder`. */
export async function startBareAnswers(folder: string, tls: Pki['tls']): Promise<BareAnswers> {
  const database = new Database(join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE answer (key INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO answer (key, text) VALUES (?, ?)');
  database.exec('BEGIN');
  for (let key = 0; key < bareRows; key += 1)
    insert.run(key, JSON.stringify({ key, answer: 'x'.repeat(answerBytes) }));
  database.exec('COMMIT');
  const select = database.prepare('SELECT text FROM answer WHERE key = ?');
  const read = (key: number): string => (select.get(key) as { text: string }).text;

  const app = Fastify({
    https: {
      cert: tls.server.certificatePem,
      key: tls.server.keyPem,
      ca: tls.authorityPem,
      requestCert: true,
      rejectUnauthorized: true,
    },
  });
  app.post(barePath, (request, reply) =>
    reply.type('application/json').send(read((request.body as { key: number }).key)),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    read,
    close: async () => {
      await app.close();
      database.close();
    },
  };
}
