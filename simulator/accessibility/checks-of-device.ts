/** What is declared of devices, checked for presence and range only: whether it is so is seen on the device. */

import type { Description, DeviceProfile, Grade, Stated } from '../../firmware/device-profile.ts';
import { contrast } from '../../firmware/screens/colours.ts';
import type { Language } from '../../protocol/errors.ts';
import { type Checked, type Figure, over, together, type Wrong, wrongUnless } from './evidence.ts';
import type { Text } from './standards.ts';

const devicesWithKeys = (devices: readonly DeviceProfile[]): readonly DeviceProfile[] =>
  devices.filter(({ keypad }) => keypad !== null);

const grades = {
  ours: { en: 'our design', ja: '独自の設計' },
  declared: { en: 'declared', ja: '製造者の申告' },
} as const satisfies Record<Grade, Text>;

type Told = number | boolean | string | Description;

function told(value: Told, language: Language): string {
  if (typeof value === 'object') return value[language];
  if (typeof value === 'boolean' && language === 'ja') return value ? 'はい' : 'いいえ';
  return String(value);
}

/** A declared value of each device. Null: the device does not state it. */
function declared<Value extends Told>(
  what: Text,
  devices: readonly DeviceProfile[],
  value: (device: DeviceProfile) => Stated<Value> | null | undefined,
  isInRange: (value: Value) => boolean = () => true,
): Checked {
  const figures: Figure[] = devices.flatMap((device) => {
    const stated = value(device) ?? null;
    return stated === null
      ? []
      : [
          {
            what: { en: `${device.id}: ${what.en}`, ja: `${device.id}：${what.ja}` },
            value: `${told(stated.value, 'en')} (${grades[stated.grade].en})`,
            valueInJapanese: `${told(stated.value, 'ja')}（${grades[stated.grade].ja}）`,
          },
        ];
  });
  // Every device has a screen and a card rest: where there is none to look at, none has keys.
  const having = { en: `devices with keys (${what.en})`, ja: `テンキーのある機器（${what.ja}）` };
  const looked = over(having, devices, (device): readonly Wrong[] => {
    const stated = value(device) ?? null;
    if (stated === null)
      return [
        { where: device.id, what: { en: `does not state: ${what.en}`, ja: `申告がありません：${what.ja}` } },
      ];
    const [en, ja] = [told(stated.value, 'en'), told(stated.value, 'ja')];
    return wrongUnless(
      en !== '' && ja !== '' && isInRange(stated.value),
      device.id,
      `is out of range: ${what.en}: ${en}`,
      `範囲外です（${what.ja}）：${ja}`,
    );
  });
  return { ...looked, figures };
}

const between =
  (least: number, most: number) =>
  (value: number): boolean =>
    value >= least && value <= most;

const jackPlace: Text = { en: 'place of the jack', ja: '端子の位置' };
const jackMark: Text = { en: 'mark of the jack', ja: '端子の目印' };

/** A11Y-03 */
export const jackIsDeclared = (devices: readonly DeviceProfile[]): Checked =>
  together(
    declared(jackPlace, devicesWithKeys(devices), ({ jack }) => jack?.place),
    declared(jackMark, devicesWithKeys(devices), ({ jack }) => jack?.mark),
  );

/** A11Y-04, 84: of units whose keys begin speech. */
export const speechMarkIsDeclared = (devices: readonly DeviceProfile[]): Checked =>
  declared(
    { en: 'mark that tells how speech is begun', ja: '音声案内の始め方の触知表示' },
    devicesWithKeys(devices),
    ({ speechMark }) => speechMark,
  );

/** A11Y-15: at the loudest at least 65 dBA, to which EN 301 549 5.1.3.12 goes. */
export const loudnessIsDeclared = (devices: readonly DeviceProfile[]): Checked =>
  declared(
    { en: 'dBA at the loudest step', ja: '最大音量（dBA）' },
    devicesWithKeys(devices),
    ({ loudness }) => loudness?.loudest,
    (dba) => dba >= 65,
  );

/** A11Y-16: at the usual step at most 65 dBA. */
export const usualLoudnessIsDeclared = (devices: readonly DeviceProfile[]): Checked =>
  declared(
    { en: 'dBA at the usual step', ja: '標準の音量（dBA）' },
    devicesWithKeys(devices),
    ({ loudness }) => loudness?.usual,
    (dba) => dba <= 65,
  );

/** Newton: Section 508, 407.6. */
const mostForce = 22.2;

/** A11Y-32 */
export const forcesAreDeclared = (devices: readonly DeviceProfile[]): Checked =>
  together(
    declared(
      { en: 'newton to press a key', ja: 'キーを押す力（N）' },
      devicesWithKeys(devices),
      ({ keypad }) => keypad?.force,
      between(0, mostForce),
    ),
    declared(
      { en: 'newton at the card rest', ja: 'カード置きの力（N）' },
      devices,
      ({ cardRest }) => cardRest.force,
      between(0, mostForce),
    ),
    declared(
      { en: 'one hand, without twist or pinch', ja: '片手で、ひねりやつまみなし' },
      devices,
      ({ cardRest }) => cardRest.oneHand,
      (oneHand) => oneHand,
    ),
  );

/** A11Y-33 */
export const reliefIsDeclared = (devices: readonly DeviceProfile[]): Checked =>
  declared(
    { en: 'relief of the keys in mm', ja: 'キーの高さ（mm）' },
    devicesWithKeys(devices),
    ({ keypad }) => keypad?.relief,
    (relief) => relief > 0,
  );

/** A11Y-34, 82 */
export const dotOnFiveIsDeclared = (devices: readonly DeviceProfile[]): Checked =>
  declared(
    { en: 'a dot on 5 alone', ja: '5だけの凸点' },
    devicesWithKeys(devices),
    ({ keypad }) => keypad?.dotOnFive,
    (dot) => dot,
  );

/** A11Y-41 */
export const connectorIsDeclared = (devices: readonly DeviceProfile[]): Checked =>
  declared(
    { en: 'connector of the earphones', ja: 'イヤホン端子' },
    devicesWithKeys(devices),
    ({ jack }) => jack?.connector,
  );

/** A11Y-43. Millimetres above the floor: Section 508, 407.8 and 408.2. */
export const heightsAreDeclared = (devices: readonly DeviceProfile[]): Checked =>
  together(
    declared(
      { en: 'lowest key in mm above the floor', ja: 'いちばん低いキーの高さ（mm）' },
      devicesWithKeys(devices),
      ({ keypad }) => keypad?.lowest,
      between(380, 1220),
    ),
    declared(
      { en: 'highest key in mm above the floor', ja: 'いちばん高いキーの高さ（mm）' },
      devicesWithKeys(devices),
      ({ keypad }) => keypad?.highest,
      between(380, 1220),
    ),
    declared(
      { en: 'screen legible from, in mm above the floor', ja: '画面が読める目の高さ（mm）' },
      devices,
      ({ screen }) => screen.legibleFrom,
      (height) => height <= 1015,
    ),
  );

const leastContrast = 3;

/** A11Y-45 */
export function keysContrast(devices: readonly DeviceProfile[]): Checked {
  const pairs = devicesWithKeys(devices).flatMap(({ id, keypad }) =>
    keypad === null
      ? []
      : [
          {
            name: { en: `${id}: keys and case`, ja: `${id}：キーと本体` },
            ratio: contrast(keypad.keyColour.value, keypad.caseColour.value),
          },
          {
            name: { en: `${id}: signs and keys`, ja: `${id}：キーの文字とキー` },
            ratio: contrast(keypad.signColour.value, keypad.keyColour.value),
          },
        ],
  );
  const looked = over({ en: 'colours of keys', ja: 'キーの色' }, pairs, ({ name, ratio }) =>
    wrongUnless(
      ratio >= leastContrast,
      name.en,
      `has ${ratio.toFixed(1)} to 1`,
      `${name.ja}：${ratio.toFixed(1)}:1です`,
    ),
  );
  return {
    ...looked,
    figures: pairs.map(({ name, ratio }) => ({ what: name, value: ratio.toFixed(1) })),
  };
}

/** A11Y-48 */
export const hoodIsDeclared = (devices: readonly DeviceProfile[]): Checked =>
  declared(
    { en: 'a hood over the keypad', ja: 'テンキーの覆い' },
    devicesWithKeys(devices),
    ({ keypad }) => keypad?.hood,
    (hood) => hood,
  );
