import { expect, test } from 'vitest';
import { createLoadMeter } from '#main/host/load.ts';

test('processors count since the last look, and looks are a second apart at least', async () => {
  let now = 0;
  let times = { busy: 0, all: 800 };
  let asked = 0;
  const read = createLoadMeter({
    now: () => now,
    times: () => times,
    memory: () => ({ usedBytes: 3, totalBytes: 8 }),
    diskFree: async () => 5,
    gpus: async () => {
      asked++;
      return [{ id: '0', name: 'A', busy: 0.4, usedBytes: 1, memoryBytes: 2 }];
    },
  });
  // The first one since the meter was made: a page has a number from the start.
  times = { busy: 100, all: 1000 };
  expect(await read()).toMatchObject({
    cpu: 0.5,
    memory: { usedBytes: 3, totalBytes: 8 },
    diskFreeBytes: 5,
    gpus: [{ busy: 0.4 }],
  });
  now = 900;
  times = { busy: 900, all: 1900 };
  expect((await read()).cpu).toBe(0.5);
  now = 1000;
  times = { busy: 350, all: 2000 };
  expect((await read()).cpu).toBe(0.25);
  expect(asked).toBe(2);
  // A clock that stands still, or counts again from 0 after sleep, is no load.
  now = 3000;
  expect((await read()).cpu).toBeNull();
});
