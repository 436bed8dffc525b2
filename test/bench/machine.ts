import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { findProgram } from '../../scripts/programs.mjs';

/** What the figures were measured on. */
export type Machine = {
  readonly date: string;
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly node: string;
  readonly os: string;
  /** null when there is none. */
  readonly redis: string | null;
};

export function describeMachine(now = new Date()): Machine {
  return {
    date: now.toISOString(),
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    os: `${type()} ${release()}`,
    redis: redisVersion(),
  };
}

export function machineLine({ cores, cpu, memoryGb, node, os, redis, date }: Machine): string {
  const parts = [`${cores} cores of ${cpu}`, `${memoryGb} GB`, os, `Node ${node}`];
  return [...parts, redis === null ? 'no Redis' : `Redis ${redis}`, date.slice(0, 10)].join(' · ');
}

function redisVersion(): string | null {
  const program = findProgram('Redis');
  if (program === undefined) return null;
  return /v=(\S+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? null;
}
