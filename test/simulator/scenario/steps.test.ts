import { describe, expect, it } from 'vitest';
import { describeStep } from '../../../simulator/scenario/describe-step.ts';
import { because, type Reason } from '../../../simulator/scenario/reasons.ts';
import type { ScenarioResult, StepResult } from '../../../simulator/scenario/run.ts';
import { run, toConsent } from './running.ts';

const textOf = (result: StepResult | undefined): string | undefined =>
  result && describeStep(result.step, result.masked);
/** Why the last step did not pass; null where it did. */
const lastReason = ({ steps }: ScenarioResult): Reason | null => steps.at(-1)?.reason ?? null;
const reasonOf = async (steps: readonly string[], head?: string): Promise<Reason | null> =>
  lastReason(await run(steps, head));
const eventsOf = ({ trace }: ScenarioResult, event: string): Readonly<Record<string, unknown>>[] =>
  trace.map((line) => JSON.parse(line)).filter((line) => line.event === event);

describe('see', () => {
  it('passes at once where the screen is shown', async () => {
    const result = await run(['see: idle']);
    expect(result).toMatchObject({ passed: true, steps: [{ verdict: 'passed', t: 0 }] });
  });

  it('lets time go on until it is shown, and no longer', async () => {
    const result = await run(['place: card', 'see: timeout_warning, within: 61s']);
    expect(result.steps.at(-1)).toMatchObject({ verdict: 'passed', t: 60_000 });
  });

  it('fails when the time is over, and says what was shown; 10 s unless told', async () => {
    const result = await run(['place: card', 'see: timeout_warning', 'see: idle']);
    expect(result.passed).toBe(false);
    expect(result.steps.map(({ verdict, t }) => [verdict, t])).toEqual([
      ['passed', 0],
      ['failed', 10_000],
      ['skipped', 10_000],
    ]);
    expect(result.steps[1]?.reason).toEqual(because('saw', { screen: 'choose_method' }));
  });

  it('looks at variant, language, choices and words where they are named', async () => {
    const refused = ['place: card, of: expired', 'camera: match', 'press: "1"'];
    expect(await reasonOf([...refused, 'see: card_refused, variant: expired'])).toBeNull();
    expect(await reasonOf([...refused, 'see: card_refused, variant: revoked'])).toEqual(
      because('saw', { screen: 'card_refused (expired)' }),
    );
    expect(await reasonOf(['see: idle, language: en'])).toEqual(because('inLanguage', { language: 'ja' }));
    expect(
      await reasonOf(['place: card', 'see: choose_method, choices: ["1", "2", "9", "0", "*"]']),
    ).toBeNull();
    expect(await reasonOf(['place: card', 'see: choose_method, choices: ["1"]'])).toEqual(
      because('choices', { keys: '1 2 9 0 *' }),
    );
    expect(await reasonOf(['place: card', 'see: choose_method, says: 本人確認'])).toBeNull();
    expect(await reasonOf(['place: card', 'see: choose_method, says: 閲覧同意'])).toEqual(
      because('unsaid', { screen: 'choose_method' }),
    );
  });

  it('says that a reader without power shows nothing', async () => {
    expect(await reasonOf(['kill: reader', 'see: idle'])).toEqual(because('noPower', { screen: 'none' }));
  });
});

describe('hear', () => {
  it('looks back to the last step that acted, and no further', async () => {
    expect(
      await reasonOf(['place: card', 'see: choose_method', 'wait: 5s', 'hear: announce.card_read']),
    ).toBeNull();
    expect(
      await reasonOf(['place: card', 'press: "2"', 'see: pin_entry', 'hear: announce.card_read']),
    ).toEqual(because('heard', { ids: 'nothing' }));
  });

  it('takes any prompt or announcement of a screen for the screen', async () => {
    expect(await reasonOf(['press: "*"', 'hear: welcome'])).toBeNull();
    expect(await reasonOf(['press: "22"', 'present: phone', 'hear: phone_refused'])).toBeNull();
    expect(await reasonOf(['place: card', 'hear: choose_method'])).toEqual(
      because('heard', { ids: 'cardIn, announce.card_read' }),
    );
  });

  it('can ask for words, a tone and a channel, of one and the same sound', async () => {
    const steps = [
      'place: card',
      'hear: { says: 読み取りました }',
      'hear: { tone: cardIn, channel: speaker }',
    ];
    expect(await reasonOf(steps)).toBeNull();
    expect(
      await reasonOf(['place: card', 'hear: { says: 読み取りました, channel: earphones }']),
    ).not.toBeNull();
    expect(await reasonOf(['place: card', 'hear: { id: announce.card_read, says: 受付 }'])).not.toBeNull();
  });
});

describe('present', () => {
  const held = (how: string) =>
    run(['press: "22"', `present: phone, kind: iphone${how}`, 'see: consent_all']);

  it('is read later, the worse it is coupled, and in the same time each time', async () => {
    const times = await Promise.all(
      ['', ', coupling: { extended: 0.9 }', ', coupling: { extended: 0.9 }'].map(async (how) => {
        const result = await held(how);
        expect(result.passed).toBe(true);
        return (result.steps.at(-1)?.t ?? 0) - (result.steps[1]?.t ?? 0);
      }),
    );
    expect(times[0]).toBe(0);
    expect(times[1]).toBeGreaterThan(39);
    expect(times[2]).toBe(times[1]);
  });

  it('is lost where it is pulled away, and says so in the report', async () => {
    const result = await held(', coupling: { torn: 1 }');
    expect(lastReason(result)).toEqual(because('saw', { screen: 'hold_phone (iphone)' }));
    expect(textOf(result.steps[1])).toBe('present phone of iphone, weakly coupled');
  });
});

describe('an expectation on what the reader refused', () => {
  const expired = ['clock: "2036-01-05T10:00:00+09:00"', 'press: "22"', 'present: phone, kind: iphone'];
  const mdoc = 'reader: { iphone: mdoc }\n';

  it('is the code of its record, of each visit its own', async () => {
    const steps = [...expired, 'press: "9"', 'see: idle'];
    const passed = async (expectation: string, more: readonly string[] = []) =>
      (await run([...steps, ...more], `${mdoc}expect: ${expectation}`)).passed;
    expect(await passed('{ refusal: EMU-359 }')).toBe(true);
    expect(await passed('{ refusal: null }')).toBe(false);
    expect(await passed('{ refusal: EMU-356 }')).toBe(false);
    expect(
      await passed('{ visits: [{ refusal: EMU-359 }, { refusal: null }] }', [
        'press: "1"',
        'see: place_card',
        'press: "9"',
        'see: idle',
      ]),
    ).toBe(true);
  });
});

describe('look', () => {
  it('passes where the card that lies there bears what is named, or nothing where nothing is', async () => {
    expect(await reasonOf(['place: card, of: face-only', 'look: card, mark: 顔認証'])).toBeNull();
    expect(await reasonOf(['place: card', 'look: card, mark: null'])).toBeNull();
  });

  it('compares the last day of the card where one is named', async () => {
    const minor = 'place: card, of: minor';
    expect(await reasonOf([minor, 'look: card, mark: null, expires: 2026-11-02'])).toBeNull();
    expect(await reasonOf([minor, 'look: card, mark: null, expires: 2026-11-03'])).toEqual(
      because('found', { expected: '2026-11-03', found: '2026-11-02' }),
    );
    expect(
      await reasonOf(['place: card, of: other-card', 'look: card, mark: null, expires: 2026-11-02']),
    ).toEqual(because('found', { expected: '2026-11-02', found: 'no day' }));
  });

  it('fails where the card bears another, and where no card lies', async () => {
    expect(await reasonOf(['place: card', 'look: card, mark: 顔認証'])).toEqual(
      because('found', { expected: '顔認証', found: 'no mark' }),
    );
    expect(await reasonOf(['place: card, of: face-only', 'look: card, mark: null'])).toEqual(
      because('found', { expected: 'no mark', found: '顔認証' }),
    );
    expect(await reasonOf(['look: card, mark: null'])).toEqual(because('noCard'));
  });
});

describe('never', () => {
  it('fails where it was heard or shown at any time before', async () => {
    const before = ['place: card', 'hear: announce.card_read', 'press: "2"', 'see: pin_entry'];
    expect(await reasonOf([...before, 'never: { hear: announce.card_read }'])).toEqual(
      because('heardAt', { id: 'announce.card_read', t: 0 }),
    );
    expect(await reasonOf([...before, 'never: { see: choose_method }'])).toEqual(
      because('shown', { screen: 'choose_method' }),
    );
  });

  it('fails where words stood on a screen or on one of its buttons, and does not repeat them', async () => {
    const before = ['place: card', 'press: "2"', 'see: pin_entry'];
    for (const words of ['本人確認の方法', '顔認証']) {
      expect(await reasonOf([...before, `never: { read: ${words} }`]), words).toEqual(
        because('read', { screen: 'choose_method' }),
      );
    }
    expect(await reasonOf([...before, 'never: { read: 閲覧同意 }'])).toBeNull();
  });

  it('passes at once where it was not, whatever comes later', async () => {
    const steps = ['never: { see: choose_method }', 'never: { hear: announce.card_read }', 'place: card'];
    expect(await run(steps)).toMatchObject({ passed: true });
  });
});

describe('press and touch', () => {
  it('press keys 200 ms apart', async () => {
    const result = await run(['place: card', 'press: "2"', 'press: "1234#"', 'see: consent_all']);
    expect(result.passed).toBe(true);
    expect(result.steps[2]?.t).toBe(800);
  });

  it('touch only what has a button', async () => {
    expect(await reasonOf(['place: card', 'touch: "1"', 'see: face_capture'])).toBeNull();
    expect(await reasonOf(['place: card', 'touch: "3"'])).toEqual(
      because('noButton', { key: '3', screen: 'choose_method' }),
    );
    expect(await reasonOf(['place: card', 'touch: "2"', 'touch: "1234#"', 'see: consent_all'])).toBeNull();
  });

  it('leave no digit of an entry in trace or report', async () => {
    const result = await run(['place: card', 'press: "2"', 'press: "1234#"', 'see: consent_all']);
    expect(eventsOf(result, 'press').map(({ key }) => key)).toEqual(['2']);
    expect(eventsOf(result, 'entry')).toMatchObject([{ of: 'pin', result: 'right', triesLeft: null }]);
    expect(result.steps.map(textOf)).toEqual([
      'place card of insured',
      'press 2',
      'press ••••#',
      'see consent_all',
    ]);
  });
});

describe('place and remove', () => {
  it('lay a card down and take it, each as one event of the world', async () => {
    const result = await run([
      'place: card, of: elderly',
      'see: choose_method',
      'remove: card',
      'see: card_missing',
    ]);
    expect(result.passed).toBe(true);
    expect(eventsOf(result, 'place')).toMatchObject([{ at: 'FCR-000001', of: 'elderly' }]);
    expect(eventsOf(result, 'remove')).toHaveLength(1);
  });

  it('cannot take a card that is not there', async () => {
    expect(await reasonOf(['remove: card'])).toEqual(because('noCard'));
  });
});

describe('camera and earphones', () => {
  it('stay as they are set, and nobody is before the camera after a visit', async () => {
    const visit = [
      'place: card',
      'press: "1"',
      'see: consent_all',
      'press: "9"',
      'remove: card',
      'see: idle',
    ];
    const result = await run([
      'camera: match',
      ...visit,
      'place: card',
      'press: "1"',
      'see: face_capture',
      'wait: 5s',
      'see: face_capture',
    ]);
    expect(lastReason(result)).toBeNull();
  });

  it('begin voice mode when earphones are plugged in', async () => {
    expect(
      await reasonOf(['earphones: in', 'see: welcome', 'hear: { id: welcome, channel: earphones }']),
    ).toBeNull();
    expect(
      await reasonOf(['earphones: in', 'earphones: out', 'hear: { id: welcome, channel: earphones }']),
    ).not.toBeNull();
  });
});

describe('staff', () => {
  it('calls for the check where it is not called yet', async () => {
    expect(
      await reasonOf(['place: card', 'staff: { password: "2580", verdict: same }', 'see: consent_all']),
    ).toBeNull();
    expect(
      await reasonOf([
        'place: card',
        'press: "0"',
        'staff: { password: "2580", verdict: other }',
        'see: card_refused',
      ]),
    ).toBeNull();
  });

  it('fails with a wrong password, and where there is nothing to check', async () => {
    expect(await reasonOf(['place: card', 'staff: { password: "0000", verdict: same }'])).toMatchObject({
      kind: 'problem',
    });
    expect(await reasonOf(['staff: { password: "2580", verdict: same }'])).toMatchObject({ kind: 'problem' });
  });
});

describe('link', () => {
  it('pulls the cable, for good or for a while', async () => {
    expect(
      await reasonOf([
        'link: unplug',
        'see: out_of_service',
        'wait: 60s',
        'see: out_of_service',
        'link: plug',
        'see: idle',
      ]),
    ).toBeNull();
    expect(
      await reasonOf(['link: unplug, for: 20s', 'see: out_of_service', 'see: idle, within: 30s']),
    ).toBeNull();
  });

  it('makes the cable noisy, and the noise is the same for the same seed', async () => {
    const steps = [`link: noise, rate: 0.005`, ...toConsent.slice(0, 3), 'see: consent_all, within: 120s'];
    const [one, again, other] = [
      await run(steps, '', { seed: 'a' }),
      await run(steps, '', { seed: 'a' }),
      await run(steps, '', { seed: 'b' }),
    ];
    expect(eventsOf(one, 'frameDamaged').length).toBeGreaterThan(0);
    expect(again.trace).toEqual(one.trace);
    expect(other.trace.slice(1)).not.toEqual(one.trace.slice(1));
  });

  it('exchanges the cables of two readers, which keep their names', async () => {
    const result = await run(
      ['link: swap', 'wait: 10s', 'place: card, at: 2', 'see: choose_method, at: 2', 'see: idle'],
      'readers: 2',
    );
    expect(lastReason(result)).toBeNull();
  });
});

describe('back-end, kill, restart', () => {
  it('tell the back end how to behave, for a while', async () => {
    expect(
      await reasonOf([
        'back-end: { answer: down, for: 5s }',
        ...toConsent.slice(0, 3),
        'see: checking',
        'see: consent_all, within: 20s',
      ]),
    ).toBeNull();
  });

  it.each(['reader', 'bridge', 'back-end'])('end the %s and start it again', async (part) => {
    const result = await run([
      `kill: ${part}`,
      'wait: 5s',
      `restart: ${part}`,
      'see: idle, within: 20s',
      ...toConsent,
    ]);
    expect(lastReason(result)).toBeNull();
    const at = part === 'reader' ? 'FCR-000001' : part;
    // A restart begins with an end of its own.
    expect(eventsOf(result, 'kill')).toMatchObject([
      { at, part },
      { at, part },
    ]);
    expect(eventsOf(result, 'restart')).toMatchObject([{ at, part }]);
  });
});

describe('wait, clock, note', () => {
  it('let exactly so much time pass', async () => {
    expect((await run(['wait: 90s', 'wait: 250ms', 'wait: 1.5m'])).steps.map(({ t }) => t)).toEqual([
      90_000, 90_250, 180_250,
    ]);
  });

  it('move the wall clock, and the time of the scenario goes on as it was', async () => {
    const result = await run([
      'clock: 2031-03-01T00:00:00+09:00',
      'wait: 1s',
      ...toConsent.slice(0, 3),
      'see: card_refused',
    ]);
    expect(lastReason(result)).toBeNull();
    expect(result.steps.at(-1)?.t).toBe(1000);
  });

  it('put a note into the trace by its number, never its words', async () => {
    const result = await run(['note: 見本 太郎 comes in', 'note: and goes']);
    expect(eventsOf(result, 'note')).toMatchObject([
      { at: 'desk', number: 1 },
      { at: 'desk', number: 2 },
    ]);
    expect(result.trace.join()).not.toContain('太郎');
  });
});

describe('facility', () => {
  const next = ['facility: { groups: { surgery: false } }', ...toConsent, 'press: "2"'] as const;

  it('changes what is named, from the next visit on, also for a bridge that starts afterwards', async () => {
    expect(await reasonOf([...next, 'see: consent_treatment'])).toBeNull();
    const [change, ...visit] = next;
    expect(await reasonOf([change, 'restart: bridge', ...visit, 'see: consent_treatment'])).toBeNull();
    expect(await reasonOf([...visit, 'see: consent_surgery'])).toBeNull();
  });

  it('waits for a restart of a reader of today', async () => {
    const today = 'reader: { profile: current }';
    const visit = ['place: card', 'camera: match', 'touch: "1"', 'see: consent_all', 'touch: "2"'] as const;
    const change = 'facility: { groups: { surgery: false } }';
    expect(await reasonOf([change, ...visit, 'see: consent_surgery'], today)).toBeNull();
    expect(await reasonOf([change, 'restart: reader', ...visit, 'see: consent_treatment'], today)).toBeNull();
  });

  it('stands in trace and reports by name, never with the password of the staff', async () => {
    const result = await run(['facility: { staffPassword: "31415926", phones: false }']);
    expect(eventsOf(result, 'changeFacility')).toMatchObject([{ settings: ['phones', 'staffPassword'] }]);
    expect(textOf(result.steps[0])).toBe('facility phones, staffPassword');
    expect(result.trace.join()).not.toContain('31415926');
  });
});

describe('away', () => {
  it.each([
    ['away: wrong-pin, times: 2, answers: 1', null],
    ['away: right-pin, answers: right', null],
    ['away: wrong-password, times: 5, answers: 0', null],
    ['away: right-pin, of: face-only, answers: none', null],
    ['away: right-pin, of: broken-card, answers: none', null],
    ['away: wrong-pin, answers: 1', because('found', { expected: 1, found: 2 })],
    ['away: right-pin, answers: none', because('found', { expected: 'none', found: 'right' })],
    ['away: suspend, answers: 2', because('found', { expected: 2, found: 'done' })],
  ] as const)('%s', async (step, reason) => {
    expect(await reasonOf([step])).toEqual(reason);
  });

  it('changes what the card itself counts, and no entry is in the trace', async () => {
    const result = await run([
      'away: wrong-pin, times: 2',
      'place: card',
      'press: "2"',
      'press: "0000#"',
      'see: pin_locked',
    ]);
    expect(lastReason(result)).toBeNull();
    expect(eventsOf(result, 'away')).toMatchObject([
      { at: 'desk', what: 'wrong-pin', of: 'insured' },
      { at: 'desk', what: 'wrong-pin', of: 'insured' },
    ]);
  });

  it('cannot be done to a card that lies in a reader', async () => {
    expect(await reasonOf(['place: card', 'away: wrong-pin'])).toEqual(because('cardInReader'));
    expect(await reasonOf(['place: card', 'away: wrong-pin, of: elderly'])).toBeNull();
  });
});

describe('back-end, as revocation', () => {
  it('is told which way the authorities are asked, and for how long', async () => {
    const result = await run(['back-end: { revocation: stale, by: ocsp, for: 5s }', 'wait: 6s']);
    expect(eventsOf(result, 'revocation')).toMatchObject([
      { at: 'back-end', state: 'stale', by: 'ocsp' },
      { at: 'back-end', state: 'published', by: 'crl' },
    ]);
    expect(textOf(result.steps[0])).toBe('back-end revocation stale by ocsp for 5 s');
  });
});

describe('expect', () => {
  const visit = [...toConsent, 'press: "1"', 'press: "#"', 'see: accepted_clinic', 'remove: card'];
  const failed = async (expectation: string): Promise<string[]> => {
    const result = await run(visit, `expect: ${expectation}`);
    expect(lastReason(result)).toBeNull();
    return result.expectations.filter(({ passed }) => !passed).map(({ what }) => what);
  };

  it('passes where all is as it says', async () => {
    const all = '{ surgery: true, treatment: true, checkup: true }';
    expect(
      await failed(
        `{ outcome: accepted, state: committed, consent: ${all}, receipt: { QualificationValidity: "1", ErrorCode: null }, visits: [{ outcome: accepted }], notice: null, reason: null, refusal: null, hints: [], todo: null, files: 1, consents: 1 }`,
      ),
    ).toEqual([]);
  });

  it.each([
    ['{ outcome: cancelled }', 'outcome'],
    ['{ state: withdrawn }', 'state'],
    ['{ consent: null }', 'consent'],
    ['{ consent: { surgery: true, treatment: false, checkup: true } }', 'consent'],
    ['{ receipt: null }', 'receipt'],
    ['{ receipt: { QualificationValidity: "2" } }', 'receipt.QualificationValidity'],
    ['{ receipt: { NoSuchElement: "1" } }', 'receipt.NoSuchElement'],
    ['{ visits: [] }', 'visits'],
    ['{ visits: [{ outcome: problem }] }', 'visits.1.outcome'],
    ['{ files: 0 }', 'files'],
    ['{ consents: 2 }', 'consents'],
    ['{ notice: EMU-441 }', 'notice'],
    ['{ reason: time_over }', 'reason'],
    ['{ refusal: EMU-359 }', 'refusal'],
    ['{ hints: [pin_locked] }', 'hints'],
    ['{ todo: 資格確認書 }', 'todo'],
    ['{ receipt: { QualificationValidity: null } }', 'receipt.QualificationValidity'],
  ])('fails for %s', async (expectation, what) => {
    expect(await failed(expectation)).toEqual([what]);
  });

  it('is not looked at where a step failed', async () => {
    const result = await run(['see: ended'], 'expect: { files: 7 }');
    expect(result).toMatchObject({ passed: false, expectations: [] });
  });
});
