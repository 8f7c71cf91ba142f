import { beforeAll, describe, expect, it } from 'vitest';
import type { DeviceProfile } from '../../../firmware/device-profile.ts';
import type { Page } from '../../../firmware/screens/layout/layout.ts';
import type { TextId } from '../../../firmware/screens/texts.ts';
import { text } from '../../../firmware/screens/texts.ts';
import { audit, type Finding, passes } from '../../../simulator/accessibility/audit.ts';
import type { HeardMoment, RecordedVisit } from '../../../simulator/accessibility/recorded-visits.ts';
import { recordVisits, visitsToRecord } from '../../../simulator/accessibility/recorded-visits.ts';
import type { AccessibilityId } from '../../../simulator/accessibility/requirements.ts';
import { type Seen, see } from '../../../simulator/accessibility/seen.ts';
import type { Trials } from '../../../simulator/accessibility/trials.ts';
import type { TimeTried } from '../../../simulator/accessibility/trials-of-visits.ts';
import { choicesIn } from '../../../simulator/eyes-free/spoken-choices.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';

const people = loadPeople();
let seen: Seen;
beforeAll(async () => {
  seen = await see({ people });
}, 120_000);

const failed = (findings: readonly Finding[]): readonly AccessibilityId[] =>
  findings.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
const failing = (worse: Seen, ids?: readonly AccessibilityId[]): readonly AccessibilityId[] =>
  failed(audit(worse, ids));

/** One text says something else. */
const saying = (id: TextId, words: string): Partial<Seen> => ({
  wording: (asked, language) => (asked === id && language === 'en' ? words : text(asked, language)),
});

/** In the first visit of which something can be changed so, it is. */
function heardOtherwise(change: (entry: HeardMoment) => HeardMoment | null): Partial<Seen> {
  let done = false;
  const visits = seen.visits.map((visit): RecordedVisit => {
    if (done) return visit;
    return {
      ...visit,
      heard: visit.heard.map((entry) => {
        const other = done ? null : change(entry);
        if (other === null) return entry;
        done = true;
        return other;
      }),
    };
  });
  expect(done, 'something was changed').toBe(true);
  return { visits };
}

const tryingOtherwise = (change: (trials: Trials) => Partial<Trials>): Partial<Seen> => ({
  trials: { ...seen.trials, ...change(seen.trials) },
});

/** At one of the screens at which time was tried. */
const timedOtherwise = (change: (time: TimeTried) => Partial<TimeTried>): Partial<Seen> =>
  tryingOtherwise(({ times }) => ({
    times: times.map((time, i) => (i === 0 ? { ...time, ...change(time) } : time)),
  }));

const firstVisit = (change: (visit: RecordedVisit) => Partial<RecordedVisit>): Partial<Seen> => ({
  visits: seen.visits.map((visit, i) => (i === 0 ? { ...visit, ...change(visit) } : visit)),
});

const stated = <Value>(value: Value) => ({ value, grade: 'declared' }) as const;

const onDevices = (change: (device: DeviceProfile) => Partial<DeviceProfile>): Partial<Seen> => ({
  devices: seen.devices.map(({ device, screens }) => ({ device: { ...device, ...change(device) }, screens })),
});

function onPages(change: (page: Page) => Partial<Page>, isMeant: (count: number) => boolean): Partial<Seen> {
  let count = 0;
  return {
    devices: seen.devices.map(({ device, screens }) => ({
      device,
      screens: screens.map(({ view, layout }) => ({
        view,
        layout: {
          ...layout,
          pages: layout.pages.map((page) => {
            count += 1;
            return isMeant(count) ? { ...page, ...change(page) } : page;
          }),
        },
      })),
    })),
  };
}
const onEveryPage = (change: (page: Page) => Partial<Page>): Partial<Seen> => onPages(change, () => true);
const onFirstPage = (change: (page: Page) => Partial<Page>): Partial<Seen> =>
  onPages(change, (count) => count === 1);

/** What is made worse, and the requirements that are not met then. */
const worse: readonly (readonly [
  what: string,
  worsened: () => Partial<Seen>,
  ids: readonly AccessibilityId[],
])[] = [
  ['a visit does not end', () => firstVisit(() => ({ passed: false, ending: null })), ['A11Y-01']],
  [
    'a prompt leaves out a choice',
    () => saying('pin_wrong.first', 'To enter it again, press one.'),
    ['A11Y-02'],
  ],
  ['a prompt says nothing', () => saying('consent_all.short', ''), ['A11Y-02']],
  [
    'welcome does not tell of staff',
    () =>
      saying(
        'welcome.short',
        'Voice guidance is on. To hear again, five. To end, nine. For short guidance, press hash. To go back, star.',
      ),
    ['A11Y-02'],
  ],
  [
    'earphones take nothing over',
    () => tryingOtherwise(({ plugging }) => ({ plugging: { ...plugging, plugged: ['speaker'] } })),
    ['A11Y-03'],
  ],
  [
    'another screen stands than is spoken of',
    () =>
      heardOtherwise((entry) =>
        entry.kind === 'prompt' && entry.view !== null
          ? { ...entry, view: { ...entry.view, id: 'idle' } }
          : null,
      ),
    ['A11Y-05'],
  ],
  [
    'the screen goes blank while it speaks',
    () =>
      heardOtherwise((entry) =>
        entry.kind === 'prompt' && entry.view !== null
          ? { ...entry, view: { ...entry.view, title: '', text: [], choices: [] } }
          : null,
      ),
    ['A11Y-05'],
  ],
  [
    'a key does not cut speech',
    () =>
      tryingOtherwise(({ cuts }) => ({
        cuts: cuts.map((cut) => (cut.key === '8' ? { ...cut, after: null } : cut)),
      })),
    ['A11Y-06'],
  ],
  [
    'a key cuts speech late',
    () => tryingOtherwise(({ cuts }) => ({ cuts: cuts.map((cut) => ({ ...cut, after: 151 })) })),
    ['A11Y-06'],
  ],
  [
    '5 says something else',
    () =>
      tryingOtherwise(({ repetitions }) => ({
        repetitions: repetitions.map((one) => ({ ...one, after: 'x' })),
      })),
    ['A11Y-06'],
  ],
  [
    'two sentences are spoken at once',
    () =>
      heardOtherwise((entry) =>
        entry.kind === 'announcement' && entry.endedAt !== undefined
          ? { ...entry, endedAt: entry.endedAt + 60_000 }
          : null,
      ),
    ['A11Y-07'],
  ],
  [
    'random keys find something',
    () => tryingOtherwise(() => ({ random: { presses: 5000, screens: 9, broken: 'two voices' } })),
    ['A11Y-07', 'A11Y-22'],
  ],
  [
    'a picture comes into a screen',
    () =>
      firstVisit(({ shown }) => ({
        shown: shown.map((moment) => ({ ...moment, view: { ...moment.view, icon: 'card.svg' } })),
      })),
    ['A11Y-08'],
  ],
  [
    'a state line is not spoken',
    () =>
      firstVisit(({ shown }) => ({
        shown: shown.map((moment) => ({
          ...moment,
          view: { ...moment.view, status: 'Two tries are left for you.' },
        })),
      })),
    ['A11Y-08'],
  ],
  [
    'a PIN can be told',
    () => tryingOtherwise(({ pins }) => ({ pins: { ...pins, different: ['0000'] } })),
    ['A11Y-10'],
  ],
  [
    'a digit has a tone of its own',
    () => tryingOtherwise(({ digits }) => ({ digits: [...digits.slice(1), ['error']] })),
    ['A11Y-11'],
  ],
  [
    'something private is on the loudspeaker',
    () =>
      heardOtherwise((entry) =>
        entry.private && entry.channel === 'earphones' && entry.kind === 'announcement'
          ? { ...entry, channel: 'speaker' }
          : null,
      ),
    ['A11Y-12'],
  ],
  [
    'a tone lasts',
    () =>
      heardOtherwise((entry) =>
        entry.kind === 'tone' ? { ...entry, endedAt: entry.startedAt + 3001 } : null,
      ),
    ['A11Y-13'],
  ],
  [
    'the earphones stay at one volume',
    () =>
      tryingOtherwise(({ stepsOnEarphones: [first] }) => ({
        stepsOnEarphones: first === undefined ? [] : [first],
      })),
    ['A11Y-14'],
  ],
  [
    'a step of volume is not said',
    () =>
      tryingOtherwise(({ stepsOnSpeaker }) => ({
        stepsOnSpeaker: stepsOnSpeaker.map((step) =>
          step.key === '6' ? { ...step, words: 'OK', caption: 'OK' } : step,
        ),
      })),
    ['A11Y-15', 'A11Y-35'],
  ],
  [
    'a step of speed has no caption',
    () =>
      tryingOtherwise(({ stepsOnSpeaker }) => ({
        stepsOnSpeaker: stepsOnSpeaker.map((step) => (step.key === '7' ? { ...step, caption: null } : step)),
      })),
    ['A11Y-35'],
  ],
  [
    'the next person finds another volume',
    () => tryingOtherwise(({ left }) => ({ left: { ...left, next: { ...left.next, volume: 4 } } })),
    ['A11Y-16'],
  ],
  ['an English sentence borrows a word', () => saying('accepted_clinic.body', '受付 done'), ['A11Y-17']],
  [
    'a sentence is in another language than the screen',
    () =>
      heardOtherwise((entry) =>
        entry.kind === 'prompt' ? { ...entry, lang: entry.lang === 'ja' ? 'en' : 'ja' } : null,
      ),
    ['A11Y-17'],
  ],
  [
    'an error does not say what can be done',
    () => saying('announce.card_unreadable', 'The card could not be read.'),
    ['A11Y-18'],
  ],
  [
    'the outcome is not spoken',
    () => firstVisit(({ heard }) => ({ heard: heard.filter(({ id }) => id !== 'announce.accepted') })),
    ['A11Y-19'],
  ],
  [
    'the summary is not spoken',
    () => firstVisit(({ heard }) => ({ heard: heard.filter(({ id }) => !id.startsWith('consent_summary')) })),
    ['A11Y-19'],
  ],
  [
    'a sentence is longer than the captions',
    () =>
      heardOtherwise((entry) =>
        entry.kind === 'announcement' ? { ...entry, text: 'x'.repeat(4000) } : null,
      ),
    ['A11Y-20'],
  ],
  [
    'a warning is heard where nothing is seen',
    () =>
      heardOtherwise((entry) =>
        entry.kind === 'prompt'
          ? {
              ...entry,
              kind: 'tone',
              id: 'warning',
              text: null,
              lang: null,
              startedAt: -9000,
              endedAt: -8900,
              view: null,
            }
          : null,
      ),
    ['A11Y-20'],
  ],
  [
    'a prompt says keys first',
    () =>
      saying(
        'consent_all.first',
        'Press one to agree to all. Press two to choose one by one. Press three to refuse.',
      ),
    ['A11Y-23'],
  ],
  [
    'keys do not ascend',
    () => saying('choose_medium.first', 'To use a smartphone, press two. To use your card, press one.'),
    ['A11Y-23'],
  ],
  [
    'a speed is not heard',
    () => tryingOtherwise(({ paces }) => ({ paces: paces.map((pace) => ({ ...pace, lasted: 6000 })) })),
    ['A11Y-24'],
  ],
  [
    'staff cannot confirm',
    () => tryingOtherwise(() => ({ staff: ['choose_method', 'face_capture'] })),
    ['A11Y-30'],
  ],
  [
    '＊ begins nothing',
    () =>
      tryingOtherwise(({ beginnings }) => ({
        beginnings: beginnings.map((one) => ({ ...one, begun: false })),
      })),
    ['A11Y-31'],
  ],
  [
    'a held key repeats',
    () => tryingOtherwise(({ keys }) => ({ keys: { ...keys, held: [{ key: '5', events: 2 }] } })),
    ['A11Y-36'],
  ],
  [
    'the key lock swallows digits',
    () => tryingOtherwise(({ keys }) => ({ keys: { ...keys, digits: 1 } })),
    ['A11Y-37'],
  ],
  [
    'two keys together mean something',
    () => tryingOtherwise(({ keys }) => ({ keys: { ...keys, together: 1 } })),
    ['A11Y-38'],
  ],
  ['the warning is not heard', () => timedOtherwise(() => ({ warningHeard: false })), ['A11Y-39']],
  ['the warning is not seen', () => timedOtherwise(() => ({ warningSeen: false })), ['A11Y-39']],
  [
    'the warning leaves too little time',
    () => timedOtherwise(() => ({ leftAfterSpeech: 19_000 })),
    ['A11Y-39'],
  ],
  ['time is extended nine times only', () => timedOtherwise(() => ({ extended: 9 })), ['A11Y-39']],
  ['the key that extends is an answer', () => timedOtherwise(() => ({ after: ['pin_entry'] })), ['A11Y-40']],
  [
    'time runs while the prompt is spoken',
    () => timedOtherwise(({ limit }) => ({ warnedAfter: limit - 1 })),
    ['A11Y-40'],
  ],
  [
    'the screen flashes',
    () =>
      firstVisit(({ shown: [first] }) => ({
        shown:
          first === undefined
            ? []
            : Array.from({ length: 8 }, (_, i) => ({
                t: i * 100,
                view: { ...first.view, title: String(i) },
              })),
      })),
    ['A11Y-44'],
  ],
  [
    'the prompt leaves out which way the card goes',
    () => saying('place_card.first', 'Place your card on {slot_hint}.'),
    ['A11Y-46'],
  ],
  [
    'staff asks for the PIN',
    () =>
      saying(
        'staff_password.first',
        'Staff, enter the PIN of the person, then press hash. To clear, press star.',
      ),
    ['A11Y-48'],
  ],
  ['two choices have one label', () => saying('label.refuse', 'Agree'), ['A11Y-68']],
  [
    'an answer counts before it is confirmed',
    () => tryingOtherwise(({ changed }) => ({ changed: { ...changed, heldBefore: 1 } })),
    ['A11Y-68'],
  ],
  [
    'a card put back is asked again',
    () => tryingOtherwise(({ changed }) => ({ changed: { ...changed, after: 'consent_all' } })),
    ['A11Y-68'],
  ],
  [
    'large text shrinks',
    () => onEveryPage((page) => ({ title: { ...page.title, em: 1 } })),
    ['A11Y-60', 'A11Y-61', 'A11Y-62', 'A11Y-87'],
  ],
  [
    'a device is read from far away',
    () => onDevices((device) => ({ screen: { ...device.screen, viewingDistance: stated(5000) } })),
    ['A11Y-60', 'A11Y-62'],
  ],
  [
    'a device has no known size',
    () => onDevices((device) => ({ screen: { ...device.screen, diagonal: stated(1) } })),
    ['A11Y-65'],
  ],
  [
    'text is grey on white',
    () => ({
      colours: seen.colours.map((pair) =>
        pair.of === 'screen: text' ? { ...pair, ahead: '#999999' } : pair,
      ),
    }),
    ['A11Y-63'],
  ],
  [
    'buttons shrink',
    () =>
      onEveryPage(({ targets }) => ({
        targets: targets.map((target) => ({ ...target, box: { ...target.box, height: 14 } })),
      })),
    ['A11Y-64'],
  ],
  [
    'buttons move together',
    () =>
      onEveryPage(({ targets }) => ({
        targets: targets.map((target) => ({
          ...target,
          box: { ...target.box, width: target.box.width + 1 },
        })),
      })),
    ['A11Y-64'],
  ],
  [
    'words are cut',
    () => onEveryPage(({ body }) => ({ body: { ...body, lines: body.lines.slice(1) } })),
    ['A11Y-66'],
  ],
  [
    'a title leaves the screen',
    () => onEveryPage(({ title }) => ({ title: { ...title, box: { ...title.box, y: -1 } } })),
    ['A11Y-66'],
  ],
  [
    'a title wanders',
    () => onFirstPage(({ title }) => ({ title: { ...title, box: { ...title.box, x: 3 } } })),
    ['A11Y-67'],
  ],
  [
    'agreeing is bold',
    () =>
      onEveryPage(({ targets }) => ({
        targets: targets.map((target) =>
          target.key === '1' ? { ...target, label: { ...target.label, bold: true } } : target,
        ),
      })),
    ['A11Y-67'],
  ],
  [
    'agreeing is chosen beforehand',
    () =>
      onEveryPage(({ targets }) => ({
        targets: targets.map((target) => (target.key === '1' ? { ...target, marked: true } : target)),
      })),
    ['A11Y-67'],
  ],
  ['a device has no mark for speech', () => onDevices(() => ({ speechMark: null })), ['A11Y-04', 'A11Y-84']],
  [
    'no device has keys',
    () => onDevices(() => ({ keypad: null })),
    [
      'A11Y-03',
      'A11Y-04',
      'A11Y-15',
      'A11Y-16',
      'A11Y-32',
      'A11Y-33',
      'A11Y-34',
      'A11Y-41',
      'A11Y-43',
      'A11Y-45',
    ],
  ],
  ['a device has no jack', () => onDevices(() => ({ jack: null })), ['A11Y-03', 'A11Y-41']],
  [
    'a device is soft',
    () => onDevices(({ loudness }) => ({ loudness: loudness && { ...loudness, loudest: stated(60) } })),
    ['A11Y-15'],
  ],
  [
    'a device is loud from the beginning',
    () => onDevices(({ loudness }) => ({ loudness: loudness && { ...loudness, usual: stated(80) } })),
    ['A11Y-16'],
  ],
  [
    'keys are stiff',
    () => onDevices(({ keypad }) => ({ keypad: keypad && { ...keypad, force: stated(30) } })),
    ['A11Y-32'],
  ],
  [
    'keys are flat',
    () => onDevices(({ keypad }) => ({ keypad: keypad && { ...keypad, relief: stated(0) } })),
    ['A11Y-33'],
  ],
  [
    '5 has no dot',
    () => onDevices(({ keypad }) => ({ keypad: keypad && { ...keypad, dotOnFive: stated(false) } })),
    ['A11Y-34', 'A11Y-82'],
  ],
  [
    'keys are high up',
    () => onDevices(({ keypad }) => ({ keypad: keypad && { ...keypad, highest: stated(1300) } })),
    ['A11Y-43'],
  ],
  [
    'keys have the colour of the case',
    () => onDevices(({ keypad }) => ({ keypad: keypad && { ...keypad, keyColour: keypad.caseColour } })),
    ['A11Y-45'],
  ],
  [
    'keys have no hood',
    () => onDevices(({ keypad }) => ({ keypad: keypad && { ...keypad, hood: stated(false) } })),
    ['A11Y-48'],
  ],
  ['the short forms grow', () => ({ sums: seen.sums.map((sum) => ({ ...sum, short: 76 })) }), ['A11Y-81']],
];

describe('the report notices that', () => {
  it('nothing is wrong as it is', () => expect(failing(seen)).toEqual([]));

  // Each asks for the requirements that it must break: to look at all of them again each time takes minutes.
  it.each(worse)('%s', (_, worsened, ids) => {
    const findings = audit({ ...seen, ...worsened() }, ids);
    expect(failed(findings)).toEqual(ids);
    expect(passes(findings)).toBe(false);
  });

  it.each([
    [
      'A11Y-45',
      () => onDevices(({ keypad }) => ({ keypad: keypad && { ...keypad, keyColour: keypad.caseColour } })),
      'counter-7-inch：キーと本体：1.0:1です',
    ],
    [
      'A11Y-63',
      () => ({ colours: seen.colours.map((pair) => ({ ...pair, ahead: pair.behind })) }),
      '画面：文字：コントラストが7:1ではなく1.0:1です',
    ],
    [
      'A11Y-22',
      () => ({ trials: { ...seen.trials, random: { ...seen.trials.random, broken: 'stuck' } } }),
      '規則に反しました（記録のまま）：stuck',
    ],
  ] as const)('says in Japanese what is wrong with %s', (id, worsened, words) => {
    const [finding] = audit({ ...seen, ...worsened() }, [id]);
    expect(finding?.wrong.map(({ what }) => what.ja)).toContain(words);
  });

  it('says what it did not find to look at', () => {
    const [relief] = audit({ ...seen, ...onDevices(() => ({ keypad: null })) }, ['A11Y-33']);
    expect(relief?.wrong.map(({ what }) => what.en)).toContain(
      'there was nothing to look at: devices with keys (relief of the keys in mm)',
    );
  });

  it('nothing was looked at', () => {
    const ids = ['A11Y-01', 'A11Y-05', 'A11Y-12', 'A11Y-19', 'A11Y-20'] as const;
    expect(failing({ ...seen, visits: [] }, ids)).toEqual(ids);
  });

  it('choices are not spoken to the tester', async () => {
    const planned = visitsToRecord(people, ['ja']).slice(0, 3);
    const visits = await recordVisits(
      people,
      planned,
      () => {},
      (words, language) => (choicesIn(words, language).length > 0 ? null : words),
    );
    expect(failing({ ...seen, visits }, ['A11Y-01'])).toEqual(['A11Y-01']);
  });
});
