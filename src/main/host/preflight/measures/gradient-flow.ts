// The gradient of each layer, read off a step of plain gradient descent with a rate of 1: it is what the weights lose.
import type { GradientFlowMeasure, LayerFlow } from '#main/preflight/index.ts';
import type { TensorMap } from '#main/training/engines/engine.ts';
import { initialState } from '#main/training/program/initial-state.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Limits } from './limits.ts';
import { type Bench, type OpenModel, over, ownRate, withModel } from './open-model.ts';

const batches = 4;
const steps = 60;
/** Units that a rectifier closes; of others the gradient is small but not 0. */
const rectifiers = ['relu'];

/** Descent without momentum, penalties, limits and dropout. */
const descent: ResolvedSettings = {
  'optimizer.name': 'sgd',
  'optimizer.learningRate': 1,
  'optimizer.momentum': 0,
  'optimizer.nesterov': false,
  'optimizer.clipNorm': null,
  'optimizer.clipValue': null,
  'regularization.l1': 0,
  'regularization.l2': 0,
  'model.dropout': 0,
  'model.recurrentDropout': 0,
};

export async function measureGradientFlow(bench: Bench, limits: Limits): Promise<GradientFlowMeasure> {
  const trained = await trainedWeights(bench, limits);
  const settings = { ...bench.settings, ...descent };
  return withModel(
    bench,
    async (model) => {
      const fresh = initialState(model.program, bench.seed);
      const start = await flowAt(model, fresh, bench.settings, limits);
      const normalization = bench.settings['model.normalization'];
      const base = { start, canNormalize: normalization === 'none' };
      if (trained === null || limits.late()) return { ...base, trained: null, steps: 0 };
      const state = new Map([...fresh].map(([name, value]) => [name, trained.get(name) ?? value]));
      return { ...base, trained: await flowAt(model, state, bench.settings, limits), steps };
    },
    { settings },
  );
}

/** Weights and buffers after some steps with the study's own optimiser and rate; null when these are not finite any more. */
function trainedWeights(bench: Bench, limits: Limits): Promise<TensorMap | null> {
  return withModel(bench, async (model) => {
    await model.begin();
    for (let at = 0; at < steps; at++) {
      const { loss, gradientNorm } = await model.step(ownRate(model));
      if (!Number.isFinite(loss + gradientNorm) || (await over(limits))) return null;
    }
    return model.compiled.read();
  });
}

async function flowAt(
  model: OpenModel,
  state: TensorMap,
  settings: ResolvedSettings,
  limits: Limits,
): Promise<LayerFlow[]> {
  const layers = layersOf(model.program.parameters);
  const closes =
    rectifiers.includes(String(settings['model.activation'])) && (settings['model.normalization'] ?? 'none') === 'none';
  const last = layers.at(-1)?.name;
  const squares = new Map<string, number>();
  const reached = new Map<string, Uint8Array>();
  for (let at = 0; at < batches; at++) {
    await model.begin();
    await model.compiled.write(state);
    await model.stepOn(model.batchRows(at), 1);
    const after = await model.compiled.read();
    for (const { name, kernels, bias } of layers) {
      if (at === 0)
        squares.set(
          name,
          kernels.reduce((sum, kernel) => sum + squaredChange(state, after, kernel), 0),
        );
      if (bias === null) continue;
      const units = reached.get(name) ?? new Uint8Array(state.get(bias)?.data.length ?? 0);
      reached.set(name, units);
      const [before, now] = [state.get(bias)?.data, after.get(bias)?.data];
      for (let unit = 0; unit < units.length; unit++) if (before?.[unit] !== now?.[unit]) units[unit] = 1;
    }
    if (await over(limits)) break;
  }
  return layers.map(({ name, bias }) => {
    const units = reached.get(name);
    const told = closes && name !== last && bias !== null && units !== undefined;
    return {
      name,
      norm: Math.sqrt(squares.get(name) ?? 0),
      dead: told ? units.filter((unit) => unit === 0).length / Math.max(1, units.length) : null,
    };
  });
}

/** Layers with kernels, in the order of the network. */
function layersOf(parameters: OpenModel['program']['parameters']) {
  const layers = new Map<string, { name: string; kernels: string[]; bias: string | null }>();
  for (const { name, penalised } of parameters) {
    const layer = name.slice(0, Math.max(0, name.lastIndexOf('/'))) || name;
    const one = layers.get(layer) ?? { name: layer, kernels: [], bias: null };
    layers.set(layer, one);
    if (penalised) one.kernels.push(name);
    else if (name.endsWith('/bias')) one.bias = name;
  }
  return [...layers.values()].filter(({ kernels }) => kernels.length > 0);
}

function squaredChange(before: TensorMap, after: TensorMap, name: string): number {
  const [from, to] = [before.get(name)?.data, after.get(name)?.data];
  if (!from || !to) return 0;
  let sum = 0;
  for (let i = 0; i < from.length; i++) sum += ((to[i] ?? 0) - (from[i] ?? 0)) ** 2;
  return sum;
}
