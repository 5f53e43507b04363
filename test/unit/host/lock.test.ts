import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock, awaitPublished, readLock } from '#main/host/lock.ts';
import { isSameProcess, processStart } from '#main/host/process-start.ts';

let dir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vernier-lock-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  rmSync(dir, { recursive: true, force: true });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function start(startAt = 0): Promise<{ child: ChildProcess; answer: { kind: string; info?: { pid: number } } }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'lock-starter.ts'), dir, String(startAt)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, answer: JSON.parse(line) };
}

describe('the lock of a data directory', () => {
  it('goes to one program; another is told which, and how to reach it', async () => {
    const { child, answer } = await start();
    expect(answer).toEqual({ kind: 'held' });
    const mine = acquireLock(dir);
    expect(mine).toMatchObject({ kind: 'other', info: { pid: child.pid, port: 4242, token: `token of ${child.pid}` } });
    expect(readLock(dir)).toMatchObject({ pid: child.pid });
    expect(await awaitPublished(dir)).toMatchObject({ port: 4242 });
  });

  it('of a killed program is taken over', async () => {
    const { child } = await start();
    await kill(child);
    expect(readLock(dir)).toBeNull();
    const lock = acquireLock(dir);
    expect(lock.kind).toBe('held');
    if (lock.kind === 'held') lock.release();
  });

  it('is taken whatever stands in the file that guards it', () => {
    writeFileSync(join(dir, 'host.lock.guard'), 'no database'.repeat(1000));
    const lock = acquireLock(dir);
    expect(lock.kind).toBe('held');
    if (lock.kind === 'held') lock.release();
  });

  it('goes to exactly one of several that take over a dead one at the same moment', async () => {
    const first = await start();
    await kill(first.child);
    const startAt = Date.now() + 1500;
    const started = await Promise.all(Array.from({ length: 5 }, () => start(startAt)));
    const holders = started.filter(({ answer }) => answer.kind === 'held');
    expect(holders).toHaveLength(1);
    const holder = holders[0]?.child.pid;
    for (const { answer } of started) if (answer.kind === 'other') expect(answer.info?.pid).toBe(holder);
    expect(readLock(dir)?.pid).toBe(holder);
  }, 20_000);

  it('of a process whose number another one has by now is taken over', () => {
    const stale = { version: 1, pid: process.pid, startTime: 'an earlier boot:1', port: 1, token: 'x', createdAt: 1 };
    writeFileSync(join(dir, 'host.lock'), JSON.stringify(stale));
    expect(acquireLock(dir).kind).toBe('held');
  });

  it.each(['', '{"pid":', '{"version":1,"pid":"one"}', '\u0000\u0001'])('with the content %j is taken over', (text) => {
    writeFileSync(join(dir, 'host.lock'), text);
    expect(acquireLock(dir).kind).toBe('held');
  });

  it('can be read by its owner only, and is never half-written', () => {
    const lock = acquireLock(dir);
    expect(statSync(join(dir, 'host.lock')).mode & 0o777).toBe(0o600);
    if (lock.kind !== 'held') throw new Error('not held');
    lock.publish({ port: 1, token: 'secret' });
    expect(statSync(join(dir, 'host.lock')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(dir, 'host.lock'), 'utf8'))).toMatchObject({ port: 1, token: 'secret' });
    expect(readdirSync(dir).sort()).toEqual(['host.lock', 'host.lock.guard']);
  });

  it('is gone after the release, which leaves a later holder alone', () => {
    const lock = acquireLock(dir);
    if (lock.kind !== 'held') throw new Error('not held');
    lock.release();
    expect(readLock(dir)).toBeNull();
    const next = acquireLock(dir, { pid: process.pid, startTime: processStart(process.pid, process.platform) ?? '' });
    expect(next.kind).toBe('held');
    writeFileSync(
      join(dir, 'host.lock'),
      readFileSync(join(dir, 'host.lock'), 'utf8').replace(/"createdAt":\d+/, '"createdAt":5'),
    );
    lock.release();
    expect(readLock(dir)).not.toBeNull();
    expect(() => lock.publish({ port: 1, token: 'x' })).toThrow(/taken away/);
  });

  it('that is not published in time is one sentence; without a holder there is nothing to wait for', async () => {
    expect(await awaitPublished(dir)).toBeNull();
    acquireLock(dir);
    await expect(awaitPublished(dir, { timeoutMs: 150 })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`process ${process.pid}`),
    });
  });

  it('in a directory that cannot be written is one sentence', () => {
    const file = join(dir, 'file');
    writeFileSync(file, '');
    for (const place of [join(file, 'below'), '/proc/vernier', '/proc/vernier/deeper']) {
      expect(() => acquireLock(place)).toThrow(/The data directory .* cannot be written .*--data-dir/);
    }
  });

  it.skipIf(process.getuid?.() !== 0)('in a directory of somebody else is one sentence', async () => {
    const foreign = join(dir, 'foreign');
    mkdirSync(foreign, { mode: 0o755 });
    chmodSync(dir, 0o755);
    const script = `try { (await import(${JSON.stringify(join(import.meta.dirname, '../../../src/main/host/lock.ts'))})).acquireLock(${JSON.stringify(foreign)}); } catch (e) { console.log(e.code + ' ' + e.message); }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      uid: 65534,
      gid: 65534,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (out += chunk));
    await once(child, 'close');
    expect(out).toMatch(/^invalid The data directory .* cannot be written/);
  });
});

describe('the start of a process', () => {
  it('is the same each time, differs between processes, and is null for none', async () => {
    const mine = processStart(process.pid, process.platform);
    expect(mine).toBe(processStart(process.pid, process.platform));
    const { child } = await start();
    expect(processStart(child.pid ?? 0, process.platform)).not.toBe(mine);
    await kill(child);
    expect(processStart(child.pid ?? 0, process.platform)).toBeNull();
  });

  it('that cannot be known counts as the same while the process is there', () => {
    expect(processStart(process.pid, 'aix')).toBe('unknown');
    expect(processStart(2 ** 22 + 1, 'aix')).toBeNull();
    expect(isSameProcess('a', 'unknown')).toBe(true);
    expect(isSameProcess('unknown', 'b')).toBe(true);
    expect(isSameProcess('a', 'b')).toBe(false);
    expect(isSameProcess('unknown', null)).toBe(false);
  });
});
