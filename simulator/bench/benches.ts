/** The benchmarks by name. Each measures against something bare in the same run, and gives one report. */

import type { Words } from '../cli/command.ts';

export interface BenchReport {
  readonly bench: string;
  /** What this version means to keep to, where there is a bar. */
  readonly bar?: { readonly ratio: number };
  readonly ratio?: number;
}

interface Bench {
  readonly about: Words;
  readonly run: () => Promise<BenchReport>;
}

export const benches = {
  checkin: {
    about: {
      en: 'CPU of a whole visit over memory, beside a bare replay of its own record',
      ja: '受付一回分のCPU時間を、同じ記録の素の再生と比べます',
    },
    run: async () => (await import('./checkin.ts')).benchCheckin(),
  },
  link: {
    about: {
      en: 'a request and its answer over a serial device, beside a bare serialport echo',
      ja: 'シリアル装置での要求と応答を、素の serialport のエコーと比べます',
    },
    run: async () => (await import('./link.ts')).benchLink(),
  },
  scenarios: {
    about: { en: 'scenarios a second over memory', ja: 'メモリー上で1秒間に実行できるシナリオの数' },
    run: async () => (await import('./scenarios.ts')).benchScenarios(),
  },
} as const satisfies Readonly<Record<string, Bench>>;
