import { describe, expect, it } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { parseScenarios } from '../../../simulator/scenario/parse.ts';

const people = loadPeople();
const parse = (text: string) => parseScenarios(text, 'folder/some.yaml', people);

function refusal(text: string): EmulatorError['problem'] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof EmulatorError) return error.problem;
    throw error;
  }
  throw new Error('nothing was refused');
}

const withStep = (step: string, head = '') => `name: x\n${head}steps:\n  - see: idle\n  - ${step}\n`;

describe('a scenario is refused before anything runs, with file and line,', () => {
  it.each([
    ['that is not YAML', 'name: x\nsteps:\n  - see: [idle\n', 'EMU-601', 4],
    ['with an alias to nothing', 'name: x\nsteps:\n  - see: *nothing\n', 'EMU-601', 3],
    ['that is a list', '- see: idle\n', 'EMU-602', 1],
    ['without steps', 'name: x\nrequirements: []\n', 'EMU-602', 1],
    ['without a name', 'steps:\n  - see: idle\n', 'EMU-602', 1],
    ['with a field that nobody knows', 'name: x\nspeed: 2\nsteps:\n  - see: idle\n', 'EMU-602', 2],
    [
      'with a facility field that nobody knows',
      withStep('see: idle', 'facility:\n  colour: red\n'),
      'EMU-602',
      3,
    ],
    [
      'with a profile that nobody knows',
      withStep('see: idle', 'reader: { profile: future }\n'),
      'EMU-602',
      2,
    ],
    ['with a requirement in no form', withStep('see: idle', 'requirements: [42]\n'), 'EMU-602', 2],
    ['with a requirement of nobody', withStep('see: idle', 'requirements: [REQ-99]\n'), 'EMU-602', 2],
    ['with a step that nobody knows', withStep('jump: high'), 'EMU-603', 4],
    ['with a step that is a word', withStep('idle'), 'EMU-602', 4],
    ['with an empty step', withStep('{}'), 'EMU-603', 4],
    [
      'with something beside a step that does not belong there',
      withStep('{ see: idle, of: insured }'),
      'EMU-602',
      4,
    ],
    ['with a person who is not there', withStep('place: card\n    of: nobody-at-all'), 'EMU-604', 5],
    ['with a screen that is not there', withStep('see: lobby'), 'EMU-605', 4],
    ['with a screen to be never seen that is not there', withStep('never: { see: lobby }'), 'EMU-605', 4],
    ['with a key that is not there', withStep('press: "12A"'), 'EMU-606', 4],
    ['with a key that YAML reads as a number', withStep('press: 1'), 'EMU-606', 4],
    ['with an unquoted #, a comment', withStep('press: #'), 'EMU-606', 4],
    ['with a key on the screen that is not there', withStep('{ see: idle, choices: ["x"] }'), 'EMU-606', 4],
    ['with a prompt that is not there', withStep('hear: consent_all.third'), 'EMU-607', 4],
    ['with a text that is never spoken', withStep('hear: label.card'), 'EMU-607', 4],
    ['with a prompt in detail that is not there', withStep('hear: { id: nothing }'), 'EMU-607', 4],
    ['with a sight that is not there', withStep('camera: ghost'), 'EMU-608', 4],
    ['with the phone of somebody who has none', withStep('{ present: phone, of: insured }'), 'EMU-609', 4],
    [
      'with a phone of the other kind',
      withStep('{ present: phone, of: android, kind: iphone }'),
      'EMU-609',
      4,
    ],
    ['with the phone of nobody', withStep('{ present: phone, of: nobody }'), 'EMU-604', 4],
    ['with a coupling that is no share', withStep('{ present: phone, coupling: { lost: 2 } }'), 'EMU-602', 4],
    ['with a second reader where there is one', withStep('press: "1"\n    at: 2'), 'EMU-610', 5],
    ['with a fault of the link that is not there', withStep('link: fire'), 'EMU-676', 4],
    ['with a rate of a fault that is there or not', withStep('link: unplug\n    rate: 0.1'), 'EMU-677', 5],
    ['with an end of what has none', withStep('link: swap\n    for: 5s', 'readers: 2\n'), 'EMU-677', 6],
    ['with a delay of what delays nothing', withStep('link: lost\n    by: 5s'), 'EMU-677', 5],
    ['with a rate that is no share', withStep('link: noise\n    rate: 2'), 'EMU-602', 5],
    ['with cables to exchange where there is one', withStep('link: swap'), 'EMU-610', 4],
    [
      'with keys of a reader that has none',
      withStep('press: "1"', 'reader: { profile: current }\n'),
      'EMU-611',
      5,
    ],
    ['with the cable of a phone reader that is not there', withStep('phone-reader: out'), 'EMU-742', 4],
    [
      'with a place for a phone reader that is not there',
      withStep('see: idle', 'reader: { phoneReader: { onMetal: true } }\n'),
      'EMU-742',
      2,
    ],
    ['with a length of time in no form', withStep('wait: soon'), 'EMU-602', 4],
    ['with a length of time beyond seven days', withStep('wait: 10081m'), 'EMU-602', 4],
    ['with an instant in no form', withStep('clock: tomorrow'), 'EMU-602', 4],
    ['with revocation that nobody knows', withStep('back-end: { revocation: maybe }'), 'EMU-602', 4],
    [
      'with a list that answers about another certificate',
      withStep('back-end: { revocation: other-certificate }'),
      'EMU-602',
      4,
    ],
    ['with something away that nobody knows', withStep('away: to the moon'), 'EMU-602', 4],
    [
      'with the card away of somebody who is not there',
      withStep('away: unlock\n    of: nobody'),
      'EMU-604',
      5,
    ],
    ['with a rule that is none', withStep('see: idle', 'rules: [no-such-rule]\n'), 'EMU-602', 2],
    ['with a notice that is no code', withStep('see: idle', 'expect: { notice: EMU-999 }\n'), 'EMU-602', 2],
    ['with a fault of the back end that nobody knows', withStep('back-end: { answer: maybe }'), 'EMU-602', 4],
    [
      'with a setting that a facility cannot change while it runs',
      withStep('facility: { encoding: shift_jis }'),
      'EMU-602',
      4,
    ],
    ['with both or neither to be never', withStep('never: {}'), 'EMU-602', 4],
    [
      'with an outcome that nobody knows',
      'name: x\nsteps:\n  - see: idle\nexpect: { outcome: fine }\n',
      'EMU-602',
      4,
    ],
    [
      'with the name of another in its file',
      'name: x\nsteps: [see: idle]\n---\nname: x\nsteps: [see: idle]\n',
      'EMU-613',
      4,
    ],
    [
      'with a <value> that the table has not',
      'name: x\nexamples:\n  - { a: "1" }\nsteps:\n  - press: <b>\n',
      'EMU-614',
      5,
    ],
    ['with a <value> and no table', withStep('press: <a>'), 'EMU-614', 4],
    ['with a table that is none', 'name: x\nexamples: 3\nsteps:\n  - see: idle\n', 'EMU-602', 2],
    [
      'with a bad word in the table',
      'name: <s>\nexamples:\n  - { s: idle }\n  - { s: lobby }\nsteps:\n  - see: <s>\n',
      'EMU-605',
      4,
    ],
  ] as const)('%s', (_, text, code, line) => {
    const problem = refusal(text);
    expect([problem.code, problem.detail['line']]).toEqual([code, line]);
    expect(problem.detail['file']).toBe('folder/some.yaml');
  });

  it('with aliases that blow it up', () => {
    const layers = Array.from(
      { length: 9 },
      (_, i) => `  - &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    const problem = refusal(`name: x\nnotes:\n  - &l0 [x]\n${layers.join('\n')}\nsteps: [see: idle]\n`);
    expect(problem).toMatchObject({ code: 'EMU-601', detail: { reason: 'TOO_LARGE' } });
  });

  it('and of a fault of the link it is told which there are, and what it takes', () => {
    expect(refusal(withStep('link: fire'))).toMatchObject({
      detail: { word: 'fire', known: expect.stringContaining('noise, bit-errors, lost') },
    });
    expect(refusal(withStep('link: brown-out\n    rate: 0.5'))).toMatchObject({
      detail: { fault: 'brown-out', word: 'rate', takes: 'for' },
    });
  });

  it('and a refused list of keys, which may be a PIN, is not repeated', () => {
    expect(JSON.stringify(refusal(withStep('press: "98765x"')))).not.toContain('98765');
    expect(JSON.stringify(refusal(withStep('staff: { password: "98765x", verdict: same }')))).not.toContain(
      '98765',
    );
  });
});

describe('a scenario is read', () => {
  it('with the defaults that it does not name', () => {
    const [scenario] = parse('name: x\nsteps:\n  - see: idle\n  - place: card\n');
    expect(scenario).toMatchObject({
      readers: 1,
      language: 'ja',
      requirements: [],
      expect: {},
      file: 'some.yaml',
    });
    expect(scenario?.profile.id).toBe('next-generation');
    expect(scenario?.facility.kind).toBe('clinic');
    expect(scenario?.steps).toEqual([
      { does: 'see', see: 'idle', within: 10_000, at: 1, line: 3 },
      { does: 'place', place: 'card', of: 'insured', at: 1, line: 4 },
    ]);
  });

  it('once for each row of its table, with values, words within text and lists of steps put in', () => {
    const scenarios = parse(`
name: Way <n>
examples:
  - { n: 1, there: [{ press: "1" }, { see: place_card }], ok: true, t: 5s }
  - { n: 2, there: [], ok: false, t: 1m }
steps:
  - <there>
  - wait: <t>
expect: { consent: { surgery: <ok>, treatment: <ok>, checkup: <ok> } }
`);
    expect(scenarios.map(({ name, steps }) => [name, steps.map(({ does }) => does)])).toEqual([
      ['Way 1', ['press', 'see', 'wait']],
      ['Way 2', ['wait']],
    ]);
    expect(scenarios[0]?.steps.map(({ line }) => line)).toEqual([4, 4, 8]);
    expect(scenarios[1]?.steps[0]).toMatchObject({ wait: 60_000 });
    expect(scenarios[0]?.expect.consent?.surgery).toBe(true);
  });

  it('several from one file, and an empty document is none', () => {
    expect(
      parse('name: a\nsteps: [see: idle]\n---\nname: b\nsteps: [see: idle]\n---\n').map(({ name }) => name),
    ).toEqual(['a', 'b']);
  });

  it('with one digest wherever it was checked out', () => {
    const text = 'name: x\nsteps: [see: idle]\n';
    expect(parse(text.replaceAll('\n', '\r\n'))[0]?.sha256).toBe(parse(text)[0]?.sha256);
    expect(parse(`${text}# more\n`)[0]?.sha256).not.toBe(parse(text)[0]?.sha256);
  });
});
