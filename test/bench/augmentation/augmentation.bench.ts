// What augmentation adds to a step: milliseconds per batch of 128 images, in ratio to the training step of the small CNN on 28×28 and,
// where VERNIER_PEER_PYTHON names a Python with torch, to the same augmentation there. All take turns, so that a busy machine disturbs
// all alike.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openCell } from '#main/training/engines/benchmark.ts';
import { getEngine } from '#main/training/engines/index.ts';
import { type Augmentation, augmenter, noAugmentation } from '#main/training/loop/augment/augmentation.ts';
import { median } from '#shared/num/statistics.ts';

const batch = 128;
const rounds = 7;
const roundMs = 150;
const shapes = [
  [28, 28, 1],
  [32, 32, 3],
] as const;
const kinds = {
  flip: { flip: 'both' },
  shift: { shift: 0.1 },
  rotate: { rotate: 15 },
  noise: { noise: 0.1 },
  mixup: { mixup: 0.2 },
} as const satisfies Record<string, Partial<Augmentation>>;
type Kind = keyof typeof kinds;
type Shape = (typeof shapes)[number];

export async function run(): Promise<{ name: string; rows: Record<string, string | number>[] }> {
  const python = process.env.VERNIER_PEER_PYTHON;
  const peer = python ? openPeer(python) : null;
  const tensorflow = await getEngine('tensorflow');
  const engine = (await tensorflow.unavailable()) === null ? tensorflow : await getEngine('onnx');
  const cnn = await openCell(engine, 'cnn', batch, 1);
  const rows: Record<string, string | number>[] = [];
  try {
    for (const shape of shapes) {
      for (const kind of Object.keys(kinds) as Kind[]) {
        const times = { ours: [] as number[], step: [] as number[], peer: [] as number[] };
        const ours = ownBatches(kind, shape);
        for (let round = 0; round < rounds; round++) {
          times.ours.push(ours());
          times.step.push(await cnn.msPerStep(roundMs));
          if (peer !== null) times.peer.push(await peer.msPerBatch(kind, shape));
        }
        const ms = median(times.ours);
        rows.push({
          what: `${kind}, ${shape.join('×')}, batch ${batch}`,
          ms: rounded(ms),
          [`/ ${engine.name} cnn step`]: rounded(ms / median(times.step)),
          ...(peer === null ? {} : { '/ pytorch': rounded(ms / median(times.peer)) }),
        });
      }
    }
  } finally {
    await cnn.dispose();
    peer?.close();
  }
  return { name: 'augmentation', rows };
}

/** Augments one batch after the other for a while; gives milliseconds per batch. */
function ownBatches(kind: Kind, shape: Shape): () => number {
  const augment = augmenter({ ...noAugmentation, ...kinds[kind] }, shape, 1);
  const size = shape[0] * shape[1] * shape[2];
  const x = Float32Array.from({ length: batch * size }, (_, i) => (i % 251) / 251);
  const y = new Float32Array(batch * 10).fill(0.1);
  const rows = { x, y, weight: new Float32Array(batch).fill(1), mask: null, real: batch };
  let position = 0;
  return () => {
    const start = performance.now();
    let count = 0;
    for (; performance.now() - start < roundMs; count++) {
      augment?.(rows, 1, position);
      position += batch;
    }
    return (performance.now() - start) / count;
  };
}

const answer = z.object({ msPerBatch: z.number() });

function openPeer(python: string) {
  const script = fileURLToPath(new URL('peer.py', import.meta.url));
  const { stdin, stdout } = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    async msPerBatch(kind: Kind, shape: Shape): Promise<number> {
      stdin.write(`${JSON.stringify({ kind, shape, ms: roundMs })}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`The peer ended; does ${python} have torch?`);
      return answer.parse(JSON.parse(value)).msPerBatch;
    },
    close: () => stdin.end(),
  };
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
