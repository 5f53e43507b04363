import { describe, expect, it } from 'vitest';
import { countCpuinfo, type MachineProbe, physicalCores } from '#main/runners/machine.ts';
import { createOutputReader, tellingLine } from '#main/runners/output.ts';
import { describeExit, workerEnvironment } from '#main/runners/platform.ts';
import { isWornOut } from '#main/runners/recycling.ts';

describe('environment of a worker', () => {
  const host = {
    PATH: '/bin',
    HOME: '/home/a',
    NODE_OPTIONS: '--inspect',
    VERNIER_TOKEN: 'secret',
    ELECTRON_RUN_AS_NODE: '1',
  };

  it('takes over only what it needs, and pins the threads', () => {
    const environment = workerEnvironment('linux', host, 3);
    expect(environment).toMatchObject({ PATH: '/bin', HOME: '/home/a', OMP_NUM_THREADS: '3', MKL_NUM_THREADS: '3' });
    expect(Object.keys(environment).filter((name) => /NODE|VERNIER|ELECTRON/.test(name))).toEqual([]);
  });

  it('finds Windows names whatever their case', () => {
    expect(workerEnvironment('win32', { Path: 'C:\\x', SYSTEMROOT: 'C:\\Windows', HOME: 'h' }, 1)).toMatchObject({
      Path: 'C:\\x',
      SYSTEMROOT: 'C:\\Windows',
    });
    expect(workerEnvironment('win32', { HOME: 'h' }, 1)).not.toHaveProperty('HOME');
  });
});

describe('how a worker ended', () => {
  it.each([
    ['linux', null, 'SIGKILL', 'it was killed (SIGKILL); when nobody did it by hand, the system was out of memory'],
    ['darwin', null, 'SIGSEGV', 'signal SIGSEGV'],
    ['linux', 70, null, 'exit code 70'],
    ['win32', 3221225477, null, 'exit code 0xc0000005, access violation'],
    ['win32', -1073741819, null, 'exit code 0xc0000005, access violation'],
  ] as const)('%s %s %s', (platform, code, signal, text) => {
    expect(describeExit(platform, code, signal)).toBe(text);
  });

  it('quotes the line that tells, not the last one', () => {
    expect(tellingLine(['Error: no such tensor', '    at step (x.ts:1:1)', '', 'Node.js v24.0.0'])).toBe(
      'Error: no such tensor',
    );
    expect(tellingLine(['FATAL ERROR: Reached heap limit', '----- Native stack trace -----', ' 1: 0x7f'])).toBe(
      'FATAL ERROR: Reached heap limit',
    );
    expect(tellingLine(['  something  '])).toBe('something');
    expect(tellingLine([])).toBeNull();
  });

  it('cuts output into lines whatever its chunks, and bounds a line that never ends', () => {
    const lines: string[] = [];
    const reader = createOutputReader((line) => lines.push(line));
    for (const chunk of ['a\nb', 'c\r\n', '\n', 'x'.repeat(5000), 'y\nlast']) reader.push(chunk);
    reader.end();
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['a', 'bc', 'xxxxx', 'y', 'last']);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2010);
  });
});

describe('physical cores', () => {
  const probe = (change: Partial<MachineProbe>): MachineProbe => ({
    ...{ platform: 'linux', available: 16, readFile: () => Promise.reject(new Error('none')), run: async () => '' },
    ...change,
  });
  const thread = (physical: number, core: number) =>
    `processor : 0\nphysical id\t: ${physical}\ncore id\t\t: ${core}\n`;

  it('counts a core with two threads once, and cores of two sockets apart', async () => {
    const cpuinfo = [thread(0, 0), thread(0, 1), thread(0, 0), thread(0, 1), thread(1, 0)].join('\n');
    expect(countCpuinfo(cpuinfo)).toBe(3);
    expect(await physicalCores(probe({ readFile: async () => cpuinfo }))).toBe(3);
  });

  it('asks each system in its own way, and believes the number of usable cores when there is no answer', async () => {
    expect(await physicalCores(probe({ platform: 'darwin', run: async () => '8\n' }))).toBe(8);
    expect(await physicalCores(probe({ platform: 'win32', run: async () => '\r\n6\r\n' }))).toBe(6);
    expect(await physicalCores(probe({ readFile: async () => 'processor : 0\nBogoMIPS : 1' }))).toBe(16);
    expect(await physicalCores(probe({}))).toBe(16);
  });

  it('never counts more than a container may use', async () => {
    const cpuinfo = Array.from({ length: 64 }, (_, core) => thread(0, core)).join('\n');
    expect(await physicalCores(probe({ available: 2, readFile: async () => cpuinfo }))).toBe(2);
  });
});

describe('recycling', () => {
  const limits = { maxRuns: 3, maxGrowthBytes: 100 };
  it('replaces a process after its trials or when it has grown', () => {
    expect(isWornOut({ runs: 2, firstRssBytes: 50, rssBytes: 150 }, limits)).toBe(false);
    expect(isWornOut({ runs: 3, firstRssBytes: 50, rssBytes: 50 }, limits)).toBe(true);
    expect(isWornOut({ runs: 1, firstRssBytes: 50, rssBytes: 151 }, limits)).toBe(true);
    expect(isWornOut({ runs: 1, firstRssBytes: null, rssBytes: null }, limits)).toBe(false);
  });
});
