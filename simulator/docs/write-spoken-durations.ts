/**
 * Measures texts and writes their lengths into the firmware's catalogue of durations: `npm run durations -- ID…`, where
 * the engines are installed. Only those that are named, for the catalogue decides the time of every recorded visit; a new
 * text gets a row at the end.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { EmulatorError, type Language } from '../../protocol/errors.ts';
import { engineFor, packagesFor, probeEngines } from '../voice/probing.ts';
import { wordsToMeasure } from '../voice/spoken-texts.ts';
import { measuredTexts } from './spoken-durations.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.find((id) => wordsToMeasure(id, 'ja') === null);
if (unknown !== undefined) throw new EmulatorError({ code: 'EMU-709', detail: { prompt: unknown } });

const file = new URL('../../firmware/screens/durations.json', import.meta.url);
const catalogue: Record<string, Record<Language, number>> = JSON.parse(readFileSync(file, 'utf8'));
const probed = await probeEngines(process.env);
for (const language of ['ja', 'en'] as const) {
  const engine = engineFor(probed, language);
  if (engine === null)
    throw new EmulatorError({ code: 'EMU-708', detail: { language, packages: packagesFor(language) } });
  const { ratio, seconds } = await measuredTexts(engine, wanted);
  for (const [id, length] of seconds) catalogue[id] = { ja: 0, en: 0, ...catalogue[id], [language]: length };
  process.stdout.write(`${language}: ${engine.version}, × ${ratio.toFixed(3)}\n`);
}
const rows = Object.entries(catalogue).map(
  ([id, { ja, en }]) => `  ${JSON.stringify(id)}: { "ja": ${ja.toFixed(1)}, "en": ${en.toFixed(1)} }`,
);
writeFileSync(file, `{\n${rows.join(',\n')}\n}\n`);
