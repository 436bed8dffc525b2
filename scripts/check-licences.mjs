// Part of npm run check: prints what production needs, each with its licence, and refuses a licence that asks for something.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'PostgreSQL',
];
/** A short list: each more is a decision. */
const MOST = 30;

/** What production installs: the direct dependencies, and a sentence for each that is not as it should be. */
export function productionIn({ packages }) {
  const { dependencies = {}, optionalDependencies = {} } = packages[''];
  const direct = Object.keys({ ...dependencies, ...optionalDependencies })
    .sort()
    .map((name) => ({ name, ...packages[`node_modules/${name}`] }));
  const problems = Object.entries(packages)
    .filter(
      ([path, { dev, devOptional, link }]) => path.includes('node_modules/') && !dev && !devOptional && !link,
    )
    .filter(([, { license }]) => !isPermissive(license))
    .map(([path, { license }]) => `${path} has the licence ${license ?? 'that it does not tell'}.`);
  if (direct.length > MOST)
    problems.push(`Production needs ${direct.length} packages directly, more than ${MOST}.`);
  return { direct, problems };
}

/** "MIT OR Apache-2.0" lets us choose, "MIT AND ISC" does not. */
function isPermissive(licence = '') {
  const choices = licence.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((one) => PERMISSIVE.includes(one)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { direct, problems } = productionIn(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')));
  console.log(`Production needs ${direct.length} packages directly:`);
  console.log(direct.map(({ name, version, license }) => `  ${name} ${version} (${license})`).join('\n'));
  for (const problem of problems) console.error(problem);
  process.exit(problems.length === 0 ? 0 : 1);
}
