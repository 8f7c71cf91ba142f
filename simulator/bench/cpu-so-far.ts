/** The CPU time of a process of a benchmark, as it says when it is asked. */

export interface CpuSoFar {
  /** Microseconds, user and system. */
  readonly cpu: number;
}

export function cpuSoFar(): CpuSoFar {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system };
}
