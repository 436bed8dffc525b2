// npm run test:deep: what takes hours; `npm run test:deep -- --help` tells its parts and options.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeOf, VERSIONS } from './nodes.mjs';
import { installPrograms } from './programs.mjs';
import { giveUp, root, setUp } from './setup.mjs';
import { runTests } from './vitest.mjs';

const HELP = `npm run test:deep -- [part …] [--minutes 10] [--seed N] [--node 20.19,22,24]

Runs these parts, or those that are named, one after the other:
  matrix  Muster killed at each of more than 2,700 moments, with its queue in Postgres and in Redis: two to three hours,
          or with KILLS=4 in the environment, four to a play, half as long
  fuzz    what arrives, mutated, for --minutes over HTTP and as long over Socket Mode
  chaos   random people and random faults for --minutes with each queue, on a Postgres that fails as well
  pace    200 escalations at once
  nodes   npm test on each --node, which are downloaded as packages into node_modules/.cache
--seed draws the same again; without it each part prints the one that it drew.`;

const { values, positionals } = readArguments();
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? {} : { SEED: values.seed };
const parts = {
  matrix: () => runTests(['test/story/kill-matrix'], { env: { FULL_MATRIX: '1' } }),
  fuzz: () => runTests(['test/fuzz'], { env: { ...seed, SECONDS: String(minutes * 60) } }),
  chaos: () => ['postgres', 'redis'].every((queue) => runChaos('--queue', queue)),
  pace: () => runTests(['test/story/pace'], { env: { REPS: '200' } }),
  nodes: () => values.node.split(',').every(runOn),
};

const wanted = positionals.length > 0 ? positionals : Object.keys(parts);
const unknown = wanted.find((name) => parts[name] === undefined);
if (unknown) giveUp(`There is no part "${unknown}": take some of ${Object.keys(parts).join(', ')}.`);
if (!(minutes > 0)) giveUp('--minutes is a number above 0.');
setUp();
installPrograms();
const told = wanted.map((name) => {
  console.log(`\n${name}:`);
  const began = performance.now();
  const passed = parts[name]();
  const took = `${Math.ceil((performance.now() - began) / 60_000)} min`;
  return { passed, line: `${name}: ${passed ? 'passed' : 'FAILED, see above'} (${took})` };
});
console.log(`\n${told.map(({ line }) => line).join('\n')}`);
process.exit(told.every(({ passed }) => passed) ? 0 : 1);

function readArguments() {
  const text = { type: 'string' };
  const options = {
    help: { type: 'boolean' },
    minutes: { ...text, default: '10' },
    seed: text,
    node: { ...text, default: VERSIONS.join(',') },
  };
  try {
    const read = parseArgs({ options, allowPositionals: true });
    if (!read.values.help) return read;
  } catch (error) {
    giveUp(`${error.message}. --help tells the options.`);
  }
  console.log(HELP);
  process.exit(0);
}

function runChaos(...args) {
  const all = ['--minutes', String(minutes), ...args];
  if (values.seed !== undefined) all.push('--seed', values.seed);
  const command = [join(root, 'scripts/chaos.mjs'), ...all];
  return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' }).status === 0;
}

function runOn(version) {
  const node = nodeOf(version);
  console.log(`\nNode ${version}:`);
  // What the tests start by its name is to be the same one.
  return runTests([], { node, env: { PATH: `${dirname(node)}${delimiter}${process.env.PATH}` } });
}
