// Runs every check and ends with one line: N passed, N failed, N skipped. `--only types,lint,deps,build,unit,e2e` picks.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { findOrInstallChromium } from './chromium.mjs';
import { findOrInstallTensorflow } from './tensorflow.mjs';

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : null;
const wanted = (name) => only === null || only.includes(name);
const total = { passed: 0, failed: 0, skipped: 0 };
const notes = [];
mkdirSync('test-results', { recursive: true });
// What tests compiled of sources that have changed since is of no use (vitest.config.ts).
if (only === null) rmSync('node_modules/.cache/vernier-tests', { recursive: true, force: true });

function node(...args) {
  const env = { ...process.env, FORCE_COLOR: process.env.FORCE_COLOR ?? '0' };
  return spawnSync(process.execPath, args, { stdio: 'inherit', env }).status;
}

/** One check that either holds or not. */
function check(name, ...args) {
  if (!wanted(name)) return true;
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const ok = node(...args) === 0;
  console.log(`${name}: ${ok ? 'passed' : 'FAILED'} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  total[ok ? 'passed' : 'failed']++;
  return ok;
}

let tensorflow = null;

/** The TensorFlow of the tests; looked for, or installed, once. */
function tensorflowHere() {
  tensorflow ??= findOrInstallTensorflow();
  return tensorflow;
}

const withTensorflow = ({ folder }) => (folder ? { VERNIER_TENSORFLOW: folder } : {});

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/**
 * Integration tests take turns and leave about one core free, on which unit and conformance tests and then the walks in Chromium run beside
 * them. What those say stands in a file until the others have ended.
 */
async function behaviour(built) {
  const spareCores = Math.max(1, availableParallelism() - 1);
  const integration = wanted('unit') ? startVitest('integration', ['integration']) : null;
  const unit = wanted('unit') ? startVitest('unit', ['unit', 'conformance'], [`--maxWorkers=${spareCores}`]) : null;
  const unitStatus = await unit?.ended;
  const walks = wanted('e2e') && built ? await startWalks(integration !== null) : null;
  if (integration) takeInVitest('integration', await integration.ended);
  if (unit) {
    console.log(`\n── unit and conformance\n${readFileSync(unit.log, 'utf8')}`);
    takeInVitest('unit', unitStatus);
  }
  if (walks) {
    const status = await walks.ended;
    if (walks.log) console.log(`\n── end-to-end in Chromium\n${readFileSync(walks.log, 'utf8')}`);
    takeInWalks(status);
  }
}

/** `aside`: what it says goes to a file. */
function start(name, aside, args, env = {}) {
  const log = aside ? `test-results/${name}.log` : null;
  const output = log ? openSync(log, 'w') : 'inherit';
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...withTensorflow(tensorflowHere()), FORCE_COLOR: process.env.FORCE_COLOR ?? '0', ...env },
  });
  if (log) closeSync(output);
  return { log, ended: new Promise((resolve) => child.on('close', resolve)) };
}

function startVitest(name, projects, options = []) {
  const { reason } = tensorflowHere();
  const note = `skipped: the engine tensorflow (${reason})`;
  if (reason && !notes.includes(note)) notes.push(note);
  rmSync(reportOf(name), { force: true });
  const first = name === 'integration';
  if (first) console.log('\n── integration, and beside it unit, conformance and end-to-end tests');
  return start(name, !first, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(name)}`,
    ...options,
  ]);
}

const reportOf = (name) => `test-results/${name}.json`;

/** Counts what one run of vitest reports. */
function takeInVitest(name, status) {
  const result = readJson(reportOf(name));
  if (!result) {
    total.failed++;
    notes.push(`the ${name} tests ended without a report`);
    return;
  }
  total.passed += result.numPassedTests;
  total.failed += result.numFailedTests;
  total.skipped += result.numPendingTests + result.numTodoTests;
  const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  const onCard = tests.filter(({ ancestorTitles }) => ancestorTitles.includes('on a card'));
  if (onCard.some((test) => !['passed', 'failed'].includes(test.status))) {
    notes.push(
      `skipped: training on a card in the ${name} tests (no NVIDIA card here that an engine trains on; the reason stands above)`,
    );
  }
  if (status !== 0 && result.numFailedTests === 0) {
    total.failed++;
    notes.push(`the ${name} tests failed outside of a test (see above)`);
  }
}

async function startWalks(aside) {
  if (!aside) console.log('\n── end-to-end in Chromium');
  const chromium = await findOrInstallChromium();
  if (!chromium) {
    total.failed++;
    notes.push('end-to-end tests could not run without a Chromium');
    return null;
  }
  rmSync(reportOf('e2e'), { force: true });
  const env = { VERNIER_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf('e2e') };
  return start('walks', aside, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], env);
}

function takeInWalks(status) {
  const result = readJson(reportOf('e2e'));
  if (!result) {
    total.failed++;
    notes.push('the end-to-end run ended without a report');
    return;
  }
  const { expected, unexpected, flaky, skipped } = result.stats;
  total.passed += expected + flaky;
  total.failed += unexpected;
  total.skipped += skipped;
  if (flaky > 0) notes.push(`${flaky} end-to-end tests passed only at the second try`);
  if (status !== 0 && unexpected === 0) {
    total.failed++;
    notes.push('the end-to-end run failed outside of a test (see above)');
  }
  for (const skip of skippedSpecs(result.suites)) notes.push(`skipped: ${skip}`);
}

function* skippedSpecs(suites) {
  for (const suite of suites ?? []) {
    yield* skippedSpecs(suite.suites);
    for (const spec of suite.specs) {
      for (const test of spec.tests.filter((one) => one.status === 'skipped')) {
        yield `${spec.title} (${test.annotations.find((note) => note.type === 'skip')?.description ?? 'no reason given'})`;
      }
    }
  }
}

check('types', 'scripts/check-types.mjs');
check('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '.');
check('deps', 'scripts/check-imports.mjs');
const built = check('build', 'scripts/build.mjs');
await behaviour(built);

for (const note of notes) console.log(note);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
