/**
 * Where a name passes on its way from the insurer to the patient's eyes, and what each hop makes of it (旧字体が●になる).
 * That they differ in their characters is public; which characters S-JIS holds at a hop, and what a screen shows, is
 * inferred.
 */

import type { ProfileId } from '../../firmware/profiles.ts';
import {
  encodeFile,
  type FileEncoding,
  repertoireOfFiles,
} from '../../host-bridge/characters/file-encoding.ts';
import { charactersOf, type Repertoire, throughRepertoire } from '../../host-bridge/characters/repertoire.ts';
import { repertoireOfScreen } from '../../host-bridge/characters/screen-repertoire.ts';
import type { Language } from '../../protocol/errors.ts';

/** How the hops are set up. Where several forms of files or profiles of readers are in question, each is shown. */
export interface HopChoices {
  readonly insurer: Repertoire;
  readonly files: readonly FileEncoding[];
  readonly profiles: readonly ProfileId[];
}

/** The three forms in which a facility may have its files; in UTF-8 the profile makes no difference. */
export const fileForms = [
  { encoding: 'utf-8', characterProfile: 'jis-x-0208' },
  { encoding: 'shift_jis', characterProfile: 'jis-x-0208' },
  { encoding: 'shift_jis', characterProfile: 'cp932' },
] as const satisfies readonly FileEncoding[];

/** One way in which a hop may be set up. */
interface Variant {
  /** What it can hold. Of 住基統一文字 (`juki-unified`) no table is public; it is taken to hold every registered name. */
  readonly repertoire: Repertoire | 'juki-unified';
  readonly files?: FileEncoding;
  readonly profile?: ProfileId;
}

interface Hop {
  readonly title: Readonly<Record<Language, string>>;
  /** Which hop it has the name from; null: it holds the name as it is registered. */
  readonly from: HopId | null;
  readonly variants: (choices: HopChoices) => readonly Variant[];
}

export const hopIds = [
  'insurer',
  'intermediate-server',
  'j-lis',
  'online-eligibility',
  'facility-file',
  'reader-screen',
] as const;
export type HopId = (typeof hopIds)[number];

/** In the order in which a name passes them. */
export const hops: Readonly<Record<HopId, Hop>> = {
  insurer: {
    title: { en: 'insurer (保険者)', ja: '保険者' },
    from: null,
    variants: ({ insurer }) => [{ repertoire: insurer }],
  },
  'intermediate-server': {
    title: { en: 'intermediate server (中間サーバー)', ja: '中間サーバー' },
    from: 'insurer',
    variants: () => [{ repertoire: 'utf-8' }],
  },
  'j-lis': {
    title: { en: 'J-LIS', ja: 'J-LIS' },
    from: null,
    variants: () => [{ repertoire: 'juki-unified' }],
  },
  'online-eligibility': {
    title: { en: 'eligibility system (オンライン資格確認等システム)', ja: 'オンライン資格確認等システム' },
    from: 'intermediate-server',
    variants: () => [{ repertoire: 'utf-8' }],
  },
  'facility-file': {
    title: { en: 'file for the receipt computer', ja: 'レセコン連携ファイル' },
    from: 'online-eligibility',
    variants: ({ files }) => files.map((form) => ({ repertoire: repertoireOfFiles(form), files: form })),
  },
  'reader-screen': {
    title: { en: 'reader’s screen', ja: 'リーダーの画面' },
    from: 'online-eligibility',
    variants: ({ profiles, files }) =>
      profiles.flatMap((profile): readonly Variant[] =>
        fileForms.every((form) => repertoireOfScreen(profile, form) === 'utf-8')
          ? [{ repertoire: 'utf-8', profile }]
          : files.map((form) => ({ repertoire: repertoireOfScreen(profile, form), files: form, profile })),
      ),
  },
};

/** A character that did not pass, and which of its code points (`U+9089`) the repertoire lacks. */
export interface LostCharacter {
  readonly character: string;
  readonly codePoints: readonly string[];
  readonly lacking: readonly string[];
}

/**
 * J-LIS looks a person up by what the intermediate server sends. `fails`: that lacks characters, so the 個人番号 is not
 * obtained. `uncertain`: it holds characters beyond JIS X 0208, for which the two code sets may differ.
 */
export type Match = 'matches' | 'fails' | 'uncertain';

export interface HopOutcome extends Variant {
  readonly hop: HopId;
  /** What the hop makes of the name. */
  readonly name: string;
  /** What it loses itself, the hops before it not counted. */
  readonly lost: readonly LostCharacter[];
  /** Of a file: the name's bytes in it. */
  readonly bytes?: Uint8Array;
  /** Of J-LIS, with the characters that are in doubt. */
  readonly match?: Match;
  readonly doubtful?: readonly LostCharacter[];
}

/** What becomes of a registered name, hop by hop. */
export function hopOutcomes(name: string, choices: HopChoices): HopOutcome[] {
  const held = new Map<HopId, string>();
  const heldAt = (hop: HopId | null): string => (hop === null ? name : (held.get(hop) ?? name));
  return hopIds.flatMap((hop) => {
    const { from, variants } = hops[hop];
    return variants(choices).map((variant): HopOutcome => {
      const before = heldAt(from);
      const { repertoire, files } = variant;
      if (repertoire === 'juki-unified') {
        const sent = heldAt('intermediate-server');
        return { hop, ...variant, name: before, lost: [], ...matching(before, sent) };
      }
      const after = throughRepertoire(before, repertoire);
      held.set(hop, after);
      return {
        hop,
        ...variant,
        name: after,
        lost: lostIn(before, repertoire),
        ...(files && hop === 'facility-file' && { bytes: encodeFile(after, files) }),
      };
    });
  });
}

function matching(registered: string, sent: string): { match: Match; doubtful: LostCharacter[] } {
  if (sent !== registered) return { match: 'fails', doubtful: [] };
  const doubtful = lostIn(registered, 'jis-x-0208');
  return { match: doubtful.length === 0 ? 'matches' : 'uncertain', doubtful };
}

const named = (codePoint: string): string =>
  `U+${(codePoint.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const lostIn = (text: string, repertoire: Repertoire): LostCharacter[] =>
  charactersOf(text, repertoire)
    .filter((one) => !one.held)
    .map(({ character }) => {
      const codePoints = Array.from(character);
      const lacking = codePoints.filter((one) => throughRepertoire(one, repertoire) !== one);
      return { character, codePoints: codePoints.map(named), lacking: lacking.map(named) };
    });
