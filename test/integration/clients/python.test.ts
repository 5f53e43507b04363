// The Python client against the real service, and its example where a Python with scikit-learn is there.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const folder = at('clients/python');
/** The client needs nothing but the language; its example needs scikit-learn. */
const pythons = [process.env.VERNIER_PEER_PYTHON, 'python3', 'python'].filter((name) => name !== undefined);
const can = (imports: string) =>
  pythons.find(
    (name) => spawnSync(name, ['-c', `import sys, ${imports}; assert sys.version_info >= (3, 9)`]).status === 0,
  );
const [python, withSklearn] = [can('json'), can('sklearn')];
if (python === undefined) process.stderr.write('The Python client is not tested: no Python 3.9 or newer here.\n');
else if (withSklearn === undefined) {
  process.stderr.write("The Python client's example is not run: no Python here can import scikit-learn.\n");
}

const scratch = mkdtempSync(join(tmpdir(), 'vernier-python-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function run(interpreter: string, script: string, ...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    PYTHONPATH: folder,
    PYTHONDONTWRITEBYTECODE: '1',
    VERNIER_COMMAND: `"${process.execPath}" "${at('src/main/cli.ts')}"`,
  };
  return (await promisify(execFile)(interpreter, [script, ...args], { env })).stdout;
}

/** What the program prints, line by line, each a JSON value. */
async function values(body: string): Promise<unknown[]> {
  const script = join(scratch, 'program.py');
  const head = [
    'import json',
    'from vernier_client import Pruned, Study, VernierError',
    'X = [{"name": "x", "type": "float", "low": -1, "high": 1, "scale": "linear"}]',
    'def say(value): print(json.dumps(value))',
  ];
  writeFileSync(script, [...head, body].join('\n'));
  return (await run(python ?? '', script))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

it.skipIf(python === undefined)('optimises a function, prunes, and tells what mattered', async () => {
  const [best, importance, pruned, failed] = await values(`
with Study(X, "minimize", pruner={"kind": "threshold", "upper": 0.5}, seed=3) as study:
    stopped = []
    def objective(trial):
        value = (trial.params["x"] - 0.3) ** 2
        if trial.report(1, value):
            stopped.append(trial.number)
            trial.prune()
        return value
    study.optimize(objective, 40)
    say(study.best())
    say(study.importance())
    say(len(stopped) > 0 and study.best()["trial"] not in stopped)
    def broken(trial):
        raise KeyError("no data")
    try:
        study.optimize(broken, 1)
    except KeyError:
        say(study.ask().number)
`);
  expect(best).toMatchObject({ params: { x: expect.closeTo(0.3, 1) } });
  expect([importance, pruned, failed]).toEqual([{ x: 1 }, true, 42]);
});

it.skipIf(python === undefined)(
  'takes points of its own, observations, and values that JSON has no word for',
  async () => {
    const [first, second, number, best, done] = await values(`
with Study([{"name": "c", "type": "categorical", "choices": ["a", "b", "c"]}], "maximize") as study:
    study.enqueue({"c": "b"})
    trial = study.ask()
    say(trial.params)
    study.tell(trial, float("nan"))
    second = study.ask()
    say(second.number)
    study.tell(second.number, 2)
    say(study.add({"c": "a"}, 1, "complete"))
    say(study.best()["value"])
    while study.ask() is not None:
        pass
    say("exhausted")
`);
    expect([first, second, number, best, done]).toEqual([{ c: 'b' }, 2, 3, 2, 'exhausted']);
  },
);

it.skipIf(python === undefined)('errors are exceptions with the sentence of the service', async () => {
  const errors = await values(`
def error(action):
    try:
        action()
    except VernierError as error:
        say([error.code, str(error)])
with Study(X, "minimize") as study:
    error(lambda: study.tell(7, 1))
    trial = study.ask()
    study.tell(trial, 1)
    error(lambda: study.tell(trial, 1))
    study._service.kill()
    study._service.wait()
    error(study.ask)
error(lambda: Study([{"name": "x", "type": "float", "low": 2, "high": 1}], "minimize"))
error(lambda: Study(X, "minimize", command=["there-is-no-such-program"]))
`);
  expect(errors).toMatchObject([
    [-32001, expect.stringContaining('no trial 7')],
    [-32002, expect.stringContaining('told already')],
    [null, expect.stringContaining('The Vernier service ended')],
    [-32003, expect.stringContaining('space[0].low is 2')],
    [null, expect.stringContaining('set VERNIER_COMMAND')],
  ]);
});

it.skipIf(withSklearn === undefined)('the example tunes a classifier of scikit-learn', async () => {
  const [best = '', ...shares] = (await run(withSklearn ?? '', join(folder, 'example_sklearn.py'), '12'))
    .trim()
    .split('\n');
  expect(Number(/^best accuracy ([\d.]+) by trial \d+: \{/.exec(best)?.[1])).toBeGreaterThan(0.8);
  expect(shares).toHaveLength(5);
});
