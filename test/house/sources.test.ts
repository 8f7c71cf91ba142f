import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import en from '../../firmware/screens/texts.en.json' with { type: 'json' };
import ja from '../../firmware/screens/texts.ja.json' with { type: 'json' };
import { completeLanguages } from '../../firmware/screens/texts.ts';
import { errorCatalogue } from '../../protocol/errors.ts';
import { codeOnly, files, importsOf, packageOf, read, roomOf, root, sources } from './sources.ts';

const production = sources.filter((file) => roomOf(file) !== 'test');
const written = files.filter(
  (file) => !/\.(?:svg|png|gif|ico|wav|ogg|bin|cast)$|^package-lock\.json$/.test(file),
);
const placeholders = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

describe('error codes', () => {
  const isCatalogue = (file: string): boolean => /^protocol\/errors(?:\/|\.ts$)/.test(file);
  const used = new Map<string, string>();
  for (const file of written) {
    // A test may name a code that is none, to see it refused.
    if (isCatalogue(file) || roomOf(file) === 'test') continue;
    for (const [code] of read(file).matchAll(/EMU-\d{3}(?!\d)/g)) used.set(code, file);
  }

  it('that are written anywhere are in the catalogue', () => {
    expect([...used].filter(([code]) => !Object.hasOwn(errorCatalogue, code))).toEqual([]);
  });

  it('of the catalogue are each used', () => {
    const inCode = new Set(
      production.filter((f) => !isCatalogue(f)).flatMap((f) => read(f).match(/EMU-\d{3}/g) ?? []),
    );
    expect(Object.keys(errorCatalogue).filter((code) => !inCode.has(code))).toEqual([]);
  });

  it('of the catalogue are each named by a test that brings them about', () => {
    const tests = sources.filter((file) => roomOf(file) === 'test' && !file.startsWith('test/house/'));
    const inTests = new Set(tests.flatMap((file) => read(file).match(/EMU-\d{3}/g) ?? []));
    expect(Object.keys(errorCatalogue).filter((code) => !inTests.has(code))).toEqual([]);
  });

  it('have cause and remedy in both languages, with the same placeholders', () => {
    for (const [code, { cause, remedy }] of Object.entries(errorCatalogue)) {
      for (const sentence of [cause, remedy]) {
        expect(sentence.en, code).toMatch(/\S.*[.)]$/);
        expect(sentence.ja, code).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
        expect([code, placeholders(sentence.ja)]).toEqual([code, placeholders(sentence.en)]);
      }
    }
  });

  it('stand in order, so that a free number is easily found', () => {
    const codes = Object.keys(errorCatalogue);
    expect(codes).toEqual(codes.toSorted());
  });
});

describe('texts', () => {
  it('are there in both languages, none of them empty', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(ja).toSorted());
    for (const [id, text] of [...Object.entries(en), ...Object.entries(ja)]) {
      // A screen without a body has an empty one.
      if (!id.endsWith('.body')) expect([id, text]).not.toEqual([id, '']);
    }
    expect(completeLanguages).toEqual(['ja', 'en']);
  });
});

/** Put together here, so that this file does not hold them itself. */
const forbidden: readonly RegExp[] = [
  /\/wo{1}rk\/(?:main|shared)/,
  /\/tmp\/b{1}riefs/,
  /(?:^|[\s"'(])(?:\.\.\/)+sh{1}ared\/(?!vectors\/)/,
  /\bTO{1}DO\b|\bFIX{1}ME\b|\bX{1}XX\b|\bHA{1}CK\b/,
  /\bDOSS{1}IER\b|\bDECIS{1}IONS\b|\b(?:SCREENS|CONTRACT|ARCHITECTURE|EXAMPLES|CARD)\.m{1}d\b/,
  /\bissue #{0,1}\d+\b|\bissues s{1}how\b/i,
  /\bCla{1}ude\b|\bAnthr{1}opic\b|\bChat{1}GPT\b|\bOpen{1}AI\b|\bL{1}LM\b|\blanguage mod{1}el\b/i,
];

describe('files', () => {
  it.each(forbidden.map((form) => [form.source.replaceAll('{1}', ''), form] as const))(
    'never say %s',
    (_, form) => {
      const found = written.flatMap((file) =>
        read(file)
          .split('\n')
          .flatMap((line, i) => (form.test(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 100)}`] : [])),
      );
      expect(found).toEqual([]);
    },
  );

  it('begin with what they do and leave out', () => {
    const silent = production.filter(
      (file) => file.endsWith('.ts') && !/^(?:#!.*\n)?\s*\/\*\*/.test(read(file)),
    );
    expect(silent).toEqual([]);
  });

  it('are named by what is in them', () => {
    const vague = /(?:^|\/)(?:utils?|helpers?|managers?|common|misc|index|types)\.[jt]s$/;
    expect(sources.filter((file) => vague.test(file))).toEqual([]);
    expect(sources.filter((file) => /[A-Z_]/.test(file.slice(file.lastIndexOf('/') + 1)))).toEqual([]);
  });

  it('get round no type', () => {
    const round =
      /\bas any\b|:\s*any\b|<any>|\bas unknown as\b|@ts-(?:ignore|nocheck|expect-error)|biome-ignore/;
    const found = production.flatMap((file) =>
      codeOnly(read(file))
        .split('\n')
        .flatMap((line, i) => (round.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('that test replace no module for those that come after them in their process', () => {
    const replaces = /\bvi\.(?:mock|hoisted)\(/;
    expect(sources.filter((file) => roomOf(file) === 'test' && replaces.test(codeOnly(read(file))))).toEqual(
      [],
    );
  });

  it('write to the console in simulator/cli/ only', () => {
    const loud = production.filter(
      (file) => !file.startsWith('simulator/cli/') && /\bconsole\./.test(codeOnly(read(file))),
    );
    expect(loud).toEqual([]);
  });
});

describe('package.json', () => {
  const manifest: {
    readonly engines: { readonly node: string };
    readonly bin: Readonly<Record<string, string>>;
    readonly scripts: Readonly<Record<string, string>>;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  } = JSON.parse(read('package.json'));
  const carried = { ...manifest.dependencies, ...manifest.optionalDependencies };
  const importedBy = (from: readonly string[]): ReadonlySet<string> =>
    new Set(from.flatMap((file) => importsOf(file).flatMap((specifier) => packageOf(specifier) ?? [])));

  it('asks for the oldest Node that the project is tested on', () => {
    expect(manifest.engines).toEqual({ node: '>=20.19' });
  });

  it('has the commands that the documentation names', () => {
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['start', 'test', 'check']));
    expect(manifest.scripts['check']).toMatch(/tsc --noEmit/);
    expect(manifest.scripts['check']).toMatch(/biome/);
    for (const file of Object.values(manifest.bin)) expect(files).toContain(file);
  });

  it('declares every package that the code imports', () => {
    expect([...importedBy(production)].filter((name) => !Object.hasOwn(carried, name))).toEqual([]);
    const all = { ...carried, ...manifest.devDependencies };
    expect([...importedBy(sources)].filter((name) => !Object.hasOwn(all, name))).toEqual([]);
  });
});

/** A file that breaks a rule, in the room whose rule it is. */
const offences: readonly (readonly [file: string, rule: string, text: string])[] = [
  [
    'firmware/a.ts',
    'noRestrictedImports',
    "import { a } from '../simulator/time/b.ts';\nexport const c = a;\n",
  ],
  [
    'firmware/b.ts',
    'noRestrictedImports',
    "import { readFileSync } from 'node:fs';\nexport const c = readFileSync;\n",
  ],
  ['firmware/c.ts', 'noRestrictedGlobals', 'export const c = Date.now();\n'],
  ['firmware/d.ts', 'noRestrictedGlobals', 'setTimeout(() => {}, 1);\n'],
  ['protocol/a.ts', 'noRestrictedImports', "import { a } from '../firmware/b.ts';\nexport const c = a;\n"],
  ['protocol/b.ts', 'noRestrictedGlobals', 'export const c = performance.now();\n'],
  ['host-bridge/a.ts', 'noRestrictedImports', "import { a } from '../firmware/b.ts';\nexport const c = a;\n"],
  ['simulator/a.ts', 'noConsole', "console.log('a');\n"],
  ['simulator/b.ts', 'noNonNullAssertion', 'export const c = (b: string | null): string => b!;\n'],
  ['simulator/c.ts', 'useNodejsImportProtocol', "import { join } from 'path';\nexport const c = join;\n"],
  ['simulator/d.ts', 'noImportCycles', "import { e } from './e.ts';\nexport const d = (): number => e();\n"],
  ['simulator/f.ts', 'noExplicitAny', 'export const c = (b: any): string => b;\n'],
];

describe('the linter, under the rules of biome.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  put('biome.json', read('biome.json'));
  for (const [file, , text] of offences) put(file, text);
  put('simulator/e.ts', "import { d } from './d.ts';\nexport const e = (): number => d();\n");
  put('firmware/allowed.ts', "import { ok } from '../protocol/result.ts';\nexport const c = ok(1);\n");
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const words = ['lint', '--vcs-enabled=false', '--colors=off', '--max-diagnostics=none', '.'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  const said = stdout + stderr;

  it.each(offences)('refuses %s for %s', (file, rule) => {
    expect(status).toBe(1);
    const found = said.split('\n').some((line) => line.startsWith(file) && line.includes(rule));
    expect(found, said).toBe(true);
  });

  it('takes what the house allows', () => {
    expect(said).not.toContain('firmware/allowed.ts');
  });
});
