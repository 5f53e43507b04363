import { describe, expect, it } from 'vitest';
import { countCpuinfo, type MachineProbe, physicalCores } from '#main/runners/machine.ts';

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
