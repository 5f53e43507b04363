import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import { createWorkplace, isAlive, until, type Workplace, watch } from './support.ts';

let place: Workplace;
beforeAll(async () => {
  place = await createWorkplace();
});
afterAll(() => place.remove());

it('a worker whose host is killed saves a checkpoint and ends, and training goes on from it bit-equal', async () => {
  const job = place.job(1, { 'training.epochs': 400 });
  const jobFile = join(place.folder, 'job.json');
  writeFileSync(jobFile, JSON.stringify(job));
  const host = spawn(process.execPath, [resolve('test/integration/runners/orphan-host.ts'), jobFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  host.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await until(() => /epoch 5\n/.test(said));
  host.kill('SIGKILL');
  const pid = Number(/pid (\d+)/.exec(said)?.[1]);
  await until(() => !isAlive(pid));

  const names = readdirSync(place.folder).filter((name) => name.startsWith(`${basename(job.checkpointPath)}.`));
  const epochs = names.map((name) => Number(name.split('.').at(-1))).filter(Number.isInteger);
  const last = Math.max(...epochs);
  expect(last).toBeGreaterThanOrEqual(5);
  const resumeFrom = `${job.checkpointPath}.${last}`;
  expect(existsSync(resumeFrom)).toBe(true);

  const runner = createBuiltinRunner();
  const until3 = (epoch: number) => (epoch >= last + 3 ? 'stop' : 'continue');
  const rest = watch(runner, 0, { ...job, resumeFrom }, until3);
  await rest.ended;
  const whole = watch(runner, 0, { ...place.job(2, { 'training.epochs': 400 }), seed: job.seed }, until3);
  await whole.ended;
  await runner.close();
  expect(rest.seen.epochs).toHaveLength(3);
  expect(rest.seen.epochs).toEqual(whole.seen.epochs.slice(last));
});
