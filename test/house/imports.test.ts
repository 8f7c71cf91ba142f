import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import {
  codeOnly,
  files,
  importedFile,
  importsOf,
  packageOf,
  type Room,
  read,
  roomOf,
  rooms,
  sources,
} from './sources.ts';

const production = sources.filter((file) => roomOf(file) !== 'test');
const inRoom = (room: Room) => production.filter((file) => roomOf(file) === room);

const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  protocol: ['protocol'],
  firmware: ['firmware', 'protocol'],
  'host-bridge': ['host-bridge', 'protocol'],
  simulator: ['simulator', 'firmware', 'host-bridge', 'protocol'],
};

describe('imports', () => {
  it('are found at all', () => {
    expect(importsOf('firmware/reader/visit.ts')).toContain('./visit-setup.ts');
    expect(importsOf('firmware/screens/texts.ts')).toContain('./texts.ja.json');
    expect(production.length).toBeGreaterThan(100);
  });

  it.each(rooms)('of %s go only into the rooms that it may know', (room) => {
    const strange = inRoom(room).flatMap((file) =>
      importsOf(file).flatMap((specifier) => {
        const target = importedFile(file, specifier);
        const known = target === null || (room === 'simulator' && target === 'package.json');
        return known || (mayImport[room] as readonly string[]).includes(roomOf(target))
          ? []
          : [`${file} imports ${specifier}`];
      }),
    );
    expect(strange).toEqual([]);
  });

  it('name a file that exists, by its extension', () => {
    const known = new Set(files);
    const missing = sources.flatMap((file) =>
      importsOf(file).flatMap((specifier) => {
        const target = importedFile(file, specifier);
        return target === null || known.has(target) ? [] : [`${file} imports ${specifier}`];
      }),
    );
    expect(missing).toEqual([]);
  });

  it('never go round in a circle, types included', () => {
    const next = new Map(
      sources.map((file) => [
        file,
        importsOf(file).flatMap((specifier) => importedFile(file, specifier) ?? []),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const follow = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const target of next.get(file) ?? []) follow(target, [...path, file]);
      done.add(file);
    };
    for (const file of sources) follow(file, []);
    expect(circles).toEqual([]);
  });

  it("call Node's own modules by their prefix", () => {
    const bare = new Set(builtinModules);
    const wrong = sources.flatMap((file) =>
      importsOf(file).flatMap((specifier) => (bare.has(specifier) ? [`${file} imports ${specifier}`] : [])),
    );
    expect(wrong).toEqual([]);
  });
});

const packagesOf = (room: Room): readonly string[] => [
  ...new Set(
    inRoom(room).flatMap((file) => importsOf(file).flatMap((specifier) => packageOf(specifier) ?? [])),
  ),
];
const nodeModulesOf = (room: Room): readonly string[] =>
  inRoom(room).flatMap((file) =>
    importsOf(file).flatMap((specifier) =>
      specifier.startsWith('node:') ? [`${file} imports ${specifier}`] : [],
    ),
  );

/** Globals that reach time, chance, the process or the network. */
const worldly =
  /(?<![.\w$])(?:setTimeout|setInterval|setImmediate|queueMicrotask|Date|process|performance|crypto|fetch|console|Buffer)(?=[\s.(])|\bMath\.random\b/;
const reachesOut = (file: string): readonly string[] =>
  codeOnly(read(file))
    .split('\n')
    .flatMap((line, i) =>
      worldly.test(line) && !/^\s*(?:readonly )?\w+\(.*\): .*;$/.test(line)
        ? [`${file}:${i + 1} ${line.trim()}`]
        : [],
    );

describe('protocol/ and firmware/', () => {
  it.each(['protocol', 'firmware'] as const)('%s/ imports nothing of Node', (room) => {
    expect(nodeModulesOf(room)).toEqual([]);
  });

  it('carry few packages: what a device would carry too', () => {
    for (const name of packagesOf('firmware'))
      expect([
        'xstate',
        'cborg',
        '@noble/ciphers',
        '@noble/curves',
        '@noble/hashes',
        '@peculiar/asn1-ocsp',
        '@peculiar/asn1-schema',
        '@peculiar/asn1-x509',
      ]).toContain(name);
    for (const name of packagesOf('protocol'))
      expect([
        'cborg',
        '@noble/ciphers',
        '@noble/curves',
        '@noble/hashes',
        '@peculiar/asn1-schema',
        '@peculiar/asn1-x509',
      ]).toContain(name);
  });

  it.each(['protocol', 'firmware'] as const)('%s/ reads no clock, rolls no dice, opens nothing', (room) => {
    expect(inRoom(room).flatMap(reachesOut)).toEqual([]);
  });

  it('would be caught at it', () => {
    for (const line of [
      'const t = Date.now();',
      'setTimeout(f, 1);',
      'return Math.random();',
      'await fetch(url);',
      'process.exit(1);',
    ]) {
      expect(worldly.test(line)).toBe(true);
    }
    expect(worldly.test('clock.setTimeout(f, 1)')).toBe(false);
  });
});
