// Fits a small neural network to a noisy curve, by hand, and tells Vernier how it goes. Tuned by
//
//   vernier run examples/node/fit_curve.study.json
//
// Settings come as arguments here (the study file's "argv"); they are in the JSON file that VERNIER_PARAMS names too.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '8' },
    'learning-rate': { type: 'string', default: '0.05' },
    momentum: { type: 'string', default: '0' },
    epochs: { type: 'string', default: '20' },
  },
});
const units = Number(values.units);
const learningRate = Number(values['learning-rate']);
const momentum = Number(values.momentum);
const epochs = Number(values.epochs);

/** Mulberry32: the trial's seed decides the start weights, and nothing else. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const noise = generator(0);
const rows = Array.from({ length: 300 }, () => {
  const x = 2 * noise() - 1;
  return { x, y: Math.sin(5 * x) + 0.2 * (noise() - 0.5) };
});
const [train, validation] = [rows.slice(0, 200), rows.slice(200)];

const random = generator(Number(process.env.VERNIER_SEED ?? 0));
/** One hidden layer: input weights, biases, output weights, the output's bias last. */
let weights = Array.from({ length: 3 * units + 1 }, (_, i) => (i < 2 * units ? 4 * random() - 2 : 0));
let velocity = weights.map(() => 0);
let done = 0;

const checkpoint = process.env.VERNIER_CHECKPOINT_DIR && join(process.env.VERNIER_CHECKPOINT_DIR, 'state.json');
if (checkpoint && existsSync(checkpoint)) ({ weights, velocity, done } = JSON.parse(readFileSync(checkpoint, 'utf8')));

/** Saved whole or not at all: a program that is killed while it writes leaves the file before. */
function save() {
  if (!checkpoint) return;
  writeFileSync(`${checkpoint}.new`, JSON.stringify({ weights, velocity, done }));
  renameSync(`${checkpoint}.new`, checkpoint);
}

function predict(x) {
  let y = weights[3 * units];
  for (let j = 0; j < units; j++) y += weights[2 * units + j] * Math.tanh(weights[j] * x + weights[units + j]);
  return y;
}

function step({ x, y }) {
  const error = predict(x) - y;
  const update = (i, gradient) => {
    velocity[i] = momentum * velocity[i] - learningRate * gradient;
    weights[i] += velocity[i];
  };
  for (let j = 0; j < units; j++) {
    const h = Math.tanh(weights[j] * x + weights[units + j]);
    const back = error * weights[2 * units + j] * (1 - h * h);
    update(2 * units + j, error * h);
    update(j, back * x);
    update(units + j, back);
  }
  update(3 * units, error);
}

const rmse = (part) => Math.sqrt(part.reduce((sum, { x, y }) => sum + (predict(x) - y) ** 2, 0) / part.length);

// Vernier stops and pauses with SIGTERM; each epoch is saved below, so there is nothing left to do.
process.on('SIGTERM', () => process.exit(0));

console.log(`training with ${units} units from epoch ${done + 1}`);
while (done < epochs) {
  for (const row of train) step(row);
  done++;
  save();
  console.log(JSON.stringify({ epoch: done, 'train.rmse': rmse(train), 'validation.rmse': rmse(validation) }));
  // SIGTERM is heard between two epochs.
  await new Promise((resolve) => setImmediate(resolve));
}
