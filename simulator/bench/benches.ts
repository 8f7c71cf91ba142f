/** The benchmarks by name. Each measures against something bare in the same run, and gives one report. */

import type { Words } from '../cli/command.ts';
import type { Io } from '../cli/io.ts';
import { roundsProgress } from '../cli/progress.ts';

export interface BenchReport {
  readonly bench: string;
  /** What this version means to keep to: the most that the figure of the same name in this report may be. */
  readonly bar?: Readonly<Record<string, number>>;
}

/** A bar without its figure is not kept. */
export function keepsToBar(report: BenchReport): boolean {
  const figures = new Map<string, unknown>(Object.entries(report));
  return Object.entries(report.bar ?? {}).every(([name, most]) => {
    const figure = figures.get(name);
    return typeof figure === 'number' && figure <= most;
  });
}

interface Bench {
  readonly about: Words;
  /** Results are the report; how far it is goes to stderr. */
  readonly run: (io: Pick<Io, 'stderr' | 'language'>) => Promise<BenchReport>;
}

export const benches = {
  'back-end': {
    about: {
      en: 'an eligibility answer in a town of 10,000, beside a bare Fastify answer with one read of SQLite',
      ja: '1万人の町での資格確認の応答を、SQLite を1回読むだけの Fastify の応答と比べます',
    },
    run: async (io) => (await import('./back-end.ts')).benchBackEnd(io),
  },
  card: {
    about: {
      en: 'selecting and reading 256 bytes of a card, beside a bare copy of them',
      ja: 'カードの選択と256バイトの読み出しを、同じバイト列の素の複写と比べます',
    },
    run: async (io) => (await import('./card.ts')).benchCard(roundsProgress(io, 'card')),
  },
  checkin: {
    about: {
      en: 'CPU of a whole visit over memory, beside a bare replay of its own record',
      ja: '受付一回分のCPU時間を、同じ記録の素の再生と比べます',
    },
    run: async (io) => (await import('./checkin.ts')).benchCheckin(roundsProgress(io, 'checkin')),
  },
  link: {
    about: {
      en: 'a request and its answer over a serial device, beside a bare serialport echo; the secure channel; frames',
      ja: 'シリアル装置での要求と応答を、素の serialport のエコーと比べます。暗号化された通信路とフレームも測ります',
    },
    run: async (io) => (await import('./link.ts')).benchLink(roundsProgress(io, 'link')),
  },
  phone: {
    about: {
      en: 'reading a phone by JPKI and by mdoc: exchanges of APDUs, and CPU beside a bare loop of the same APDUs and signatures',
      ja: 'スマートフォンの読み取り（JPKI と mdoc）：APDU のやりとりの回数と、同じ APDU と署名だけの素の処理と比べたCPU時間',
    },
    run: async (io) => (await import('./phone.ts')).benchPhone(roundsProgress(io, 'phone')),
  },
  recovery: {
    about: {
      en: 'how soon a visit goes on after the cable was out, for one reader and for 32 at once',
      ja: 'ケーブルを抜き差しした後に受付が再開するまでの時間（1台と32台同時）',
    },
    run: async (io) => (await import('./recovery.ts')).benchRecovery(roundsProgress(io, 'recovery')),
  },
  scenarios: {
    about: { en: 'scenarios a second over memory', ja: 'メモリー上で1秒間に実行できるシナリオの数' },
    run: async (io) => (await import('./scenarios.ts')).benchScenarios(roundsProgress(io, 'scenarios')),
  },
} as const satisfies Readonly<Record<string, Bench>>;
