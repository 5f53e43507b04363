// Trains a few epochs on labels that were shuffled, and on the real ones, and scores both on the validation part.
import { crc32 } from 'node:zlib';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { rowBytes } from '#main/data/shared-rows.ts';
import { type RateInterval, repeatsByNature, type ShuffledMeasure } from '#main/preflight/index.ts';
import { BatchGatherer } from '#main/training/loop/batches.ts';
import { evaluateRows } from '#main/training/loop/evaluate.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { combinationsOf } from './duplicates.ts';
import type { Limits } from './limits.ts';
import { type Bench, over, ownRate, withModel } from './open-model.ts';

const mostTrainRows = 5000;
const mostValidationRows = 1000;
const epochs = 15;
const [fewestSteps, mostSteps] = [200, 400];

export async function measureShuffled(
  bench: Bench,
  interval: RateInterval | null,
  profile: Pick<DataProfile, 'columns'>,
  limits: Limits,
): Promise<ShuffledMeasure> {
  const whole = bench.dataset;
  const dataset = {
    ...whole,
    train: whole.train.subarray(0, mostTrainRows),
    validation: whole.validation.subarray(0, mostValidationRows),
  };
  const { task } = dataset.header;
  const repeats = repeatsByNature(combinationsOf(whole, profile), whole.header.rows);
  const control = { ...dataset, y: shuffledLabels(dataset, !repeats) };
  const base = { task, validationRows: dataset.validation.length, chance: chanceOf(control) };
  if (dataset.validation.length === 0) return { ...base, shuffled: null, real: null, steps: 0, learningRate: 0 };
  // The control has half of the time: without it the other says nothing.
  const halfway = halfOf(limits);
  const shuffled = await trainAndScore(bench, control, interval, halfway);
  const real = await trainAndScore(bench, dataset, interval, limits);
  const { steps, learningRate } = shuffled;
  return { ...base, shuffled: shuffled.score, real: real.score, steps, learningRate };
}

/** Late after half of the time that is left. */
function halfOf({ pause, late }: Limits): Limits {
  const start = performance.now();
  return { pause, late: () => late() || performance.now() - start > halfMs };
}

const halfMs = 2500;

async function trainAndScore(bench: Bench, dataset: EncodedDataset, interval: RateInterval | null, limits: Limits) {
  return withModel(
    bench,
    async (model) => {
      const own = ownRate(model);
      const learningRate = interval === null ? own : Math.min(Math.max(own, interval.low), interval.high);
      await model.begin();
      const wanted = Math.min(mostSteps, Math.max(fewestSteps, epochs * model.stepsPerEpoch));
      let steps = 0;
      for (; steps < wanted; steps++) {
        const { loss } = await model.step(learningRate);
        if (!Number.isFinite(loss)) return { score: null, steps, learningRate };
        if (await over(limits)) break;
      }
      const { scaling } = model.recipe;
      const batches = new BatchGatherer(dataset, model.program, {
        ...{ scaling, size: model.sizes.evaluationBatchSize, training: null },
      });
      const pause = async () => {
        await limits.pause();
        return false;
      };
      const metrics = await evaluateRows(model.compiled, batches, dataset, dataset.validation, pause);
      const score = metrics?.[dataset.header.task === 'regression' ? 'r2' : 'accuracy'] ?? null;
      return { score: score !== null && Number.isFinite(score) ? score : null, steps, learningRate };
    },
    { dataset },
  );
}

/** Labels dealt anew among rows; with `equally` rows with equal inputs go on having the same one. */
function shuffledLabels(dataset: EncodedDataset, equally: boolean): Float32Array {
  const { header, y, train, validation } = dataset;
  const width = header.task === 'multilabel' ? (header.classes?.length ?? 1) : 1;
  const bytesOf = rowBytes(dataset);
  const groups = new Map<number, number[]>();
  for (const row of [...train, ...validation]) {
    const key = equally ? crc32(bytesOf(row)) : row;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const members = [...groups.values()];
  const givers = randomStream(deriveSeed(0, 'shuffled labels')).shuffle(members.map(([first = 0]) => first));
  const dealt = y.slice();
  members.forEach((rows, at) => {
    const giver = givers[at] ?? 0;
    for (const row of rows) dealt.set(y.subarray(giver * width, (giver + 1) * width), row * width);
  });
  return dealt;
}

/** Of the validation rows: the share of the commonest answer; 0 for R². */
function chanceOf({ header, y, validation }: EncodedDataset): number {
  if (header.task === 'regression' || validation.length === 0) return 0;
  if (header.task === 'multilabel') {
    const count = header.classes?.length ?? 1;
    const sides = Array.from({ length: count }, (_, k) => {
      const share = validation.reduce((sum, row) => sum + (y[row * count + k] ?? 0), 0) / validation.length;
      return Math.max(share, 1 - share);
    });
    return sides.reduce((sum, side) => sum + side, 0) / count;
  }
  const counts = new Map<number, number>();
  for (const row of validation) counts.set(y[row] ?? 0, (counts.get(y[row] ?? 0) ?? 0) + 1);
  return Math.max(...counts.values()) / validation.length;
}
