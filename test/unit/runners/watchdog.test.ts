import { describe, expect, it } from 'vitest';
import { createWatchdog, type Watchdog } from '#main/runners/watchdog.ts';

const limits = { heartbeatMs: 10_000, startingMs: 20_000, compilingMs: 60_000, trainingMs: 30_000 };

/** Checks once a second from `from` to `to` (seconds); the second and the sentence of the first complaint. */
function run(dog: Watchdog, from: number, to: number, each: (second: number) => void = () => undefined) {
  for (let second = from; second <= to; second++) {
    each(second);
    const sentence = dog.check(second * 1000);
    if (sentence !== null) return { second, sentence };
  }
  return null;
}

describe('watchdog', () => {
  it('gives up a worker whose heart stops, in whatever phase', () => {
    const dog = createWatchdog(limits, 0);
    dog.enter('waiting');
    expect(run(dog, 1, 60, (second) => second < 5 && dog.beat())).toEqual({
      second: 14,
      sentence: 'The worker gave no sign of life for 11 s.',
    });
  });

  it.each([
    ['starting', 21],
    ['compiling', 61],
    ['training', 31],
  ] as const)('gives up a worker that lives but does not get on while %s', (phase, second) => {
    const dog = createWatchdog(limits, 0);
    dog.enter(phase);
    expect(run(dog, 1, 100, () => dog.beat())).toEqual({
      second,
      sentence: `The worker made no progress for ${second} s while ${phase}.`,
    });
  });

  it('does not hurry a worker that waits for the host', () => {
    const dog = createWatchdog(limits, 0);
    dog.enter('waiting');
    expect(run(dog, 1, 1000, () => dog.beat())).toBeNull();
  });

  it('starts counting again at every sign of progress', () => {
    const dog = createWatchdog(limits, 0);
    dog.enter('training');
    const each = (second: number) => {
      dog.beat();
      if (second % 25 === 0) dog.progress();
    };
    expect(run(dog, 1, 200, each)).toBeNull();
  });

  it('does not count eight hours of sleep', () => {
    const dog = createWatchdog(limits, 0);
    dog.enter('training');
    expect(run(dog, 1, 5, () => dog.beat())).toBeNull();
    expect(dog.check(8 * 3_600_000)).toBeNull();
    expect(dog.check(8 * 3_600_000 + 1000)).toBeNull();
  });
});
