// Puts model, loss, penalties, clipping and optimiser together into the step and forward graphs.
import { createHash } from 'node:crypto';
import { gradients } from './gradient.ts';
import type { Loss } from './losses/loss.ts';
import { type Model, ModelBuilder } from './model.ts';
import { abs, add, div, maximum, minimum, mul, neg, sqrt } from './ops/elementwise.ts';
import { constant, input, type LeafOps, scalar, state } from './ops/leaves.ts';
import { reduceSum, sumSquares } from './ops/reductions.ts';
import type { Optimizer, StepScalars, UpdateContext } from './optimizers/optimizer.ts';
import type { StateSpec, StepGraph, TrainingProgram } from './program.ts';
import { type Shape, topologicalOrder, type Value } from './value.ts';

export interface ProgramParts {
  readonly inputShape: Shape;
  /** Default []: a class index or a value per row. */
  readonly labelShape?: Shape;
  /** Default null: rows are not sequences. */
  readonly maskSteps?: number | null;
  /** Default null: rows are numbers. */
  readonly tokens?: number | null;
  readonly outputs: number;
  readonly task: TrainingProgram['task'];
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Whether the penalty is part of the graph; its strength is a scalar. */
  readonly penalties: { readonly l1: boolean; readonly l2: boolean };
  /** Whether the gradient's norm is limited to clipNorm, a scalar. Default true: an infinite one limits nothing. */
  readonly clipsNorm?: boolean;
  /** Whether every value of the gradient is limited to ±clipValue, a scalar. Default false. */
  readonly clipsValues?: boolean;
  /** Override the optimiser's defaults. */
  readonly scalars: StepScalars;
}

export function assembleProgram(parts: ProgramParts): TrainingProgram {
  const { inputShape, outputs, task, optimizer, loss, labelShape = [], maskSteps = null, tokens = null } = parts;
  const forward = (batchSize: number) => ({
    outputs: parts.model(input('x', [batchSize, ...inputShape]), builderFor(parts, batchSize, false)),
  });
  const summary = builderFor(parts, 1, true);
  parts.model(input('x', [1, ...inputShape]), summary);
  const { parameters, buffers, layers } = summary;
  const slotSpecs = optimizer.slots.flatMap((slot) =>
    parameters.map(({ name, shape }): StateSpec => ({ name: slotName(optimizer, slot, name), shape, kind: 'slot' })),
  );
  const states = [
    ...parameters.map(({ name, shape }): StateSpec => ({ name, shape, kind: 'weight' })),
    ...buffers.map(({ name, shape }): StateSpec => ({ name, shape, kind: 'buffer' })),
    ...slotSpecs,
  ];
  const scalarDefaults = {
    l1: 0,
    l2: 0,
    dropout: 0,
    recurrentDropout: 0,
    clipNorm: Number.POSITIVE_INFINITY,
    ...optimizer.defaults,
    ...parts.scalars,
  };
  const derive = (scalars: StepScalars): StepScalars => {
    const all = { ...scalarDefaults, ...scalars };
    return { ...all, ...optimizer.derive(all) };
  };
  const step = (batchSize: number) => stepGraph(parts, states, batchSize);
  const graphScalars = scalarsOf(step(1));
  return {
    inputShape,
    labelShape,
    maskSteps,
    tokens,
    outputs,
    task,
    optimizer: optimizer.name,
    loss: loss.name,
    parameters,
    buffers,
    layers,
    state: states,
    scalarDefaults,
    graphScalars,
    scalarValues(scalars) {
      const values = derive(scalars);
      return graphScalars.map((name) => {
        const value = values[name];
        if (value === undefined) throw new RangeError(`The step lacks the scalar ${name}.`);
        return value;
      });
    },
    step,
    forward,
    signature: signatureOf(step(1)),
  };
}

/** The norm is limited first, then each value to ±clipValue. */
function clipping(
  gradient: Value,
  normScale: Value,
  clipsValues: boolean,
): Pick<UpdateContext, 'gradient' | 'clipScale' | 'clipped'> {
  const scaled = mul(gradient, normScale);
  if (!clipsValues) return { gradient, clipScale: normScale, clipped: scaled };
  const limited = maximum(neg(scalar('clipValue')), minimum(scalar('clipValue'), scaled));
  return { gradient: limited, clipScale: constant(1), clipped: limited };
}

function builderFor({ maskSteps = null }: ProgramParts, batchSize: number, training: boolean): ModelBuilder {
  return new ModelBuilder(training, {
    rowWeight: training ? input('weight', [batchSize]) : null,
    mask: maskSteps === null ? null : input('mask', [batchSize, maskSteps]),
  });
}

function slotName(optimizer: Optimizer, slot: string, parameter: string): string {
  return `${optimizer.name}/${slot}/${parameter}`;
}

function stepGraph(parts: ProgramParts, states: readonly StateSpec[], batchSize: number): StepGraph {
  const { model, loss, optimizer, penalties } = parts;
  const builder = builderFor(parts, batchSize, true);
  const y = input('y', [batchSize, ...(parts.labelShape ?? [])]);
  const rowWeight = builder.inputs.rowWeight ?? input('weight', [batchSize]);
  const outputs = model(input('x', [batchSize, ...parts.inputShape]), builder);
  const meanLoss = div(reduceSum(mul(loss.perRow(outputs, y), rowWeight)), reduceSum(rowWeight));

  // A state is identified by name, so a second leaf for the same weight is the same tensor; gradients need the very leaf used.
  const leaves = statesByName(meanLoss);
  const weights = builder.parameters.map(({ name, shape }) => leaves.get(name) ?? state(name, shape));
  const penalised = weights.filter((_, index) => builder.parameters[index]?.penalised);
  let total = meanLoss;
  if (penalties.l2) total = add(total, mul(scalar('l2'), sum(penalised.map(sumSquares))));
  if (penalties.l1) total = add(total, mul(scalar('l1'), sum(penalised.map((weight) => reduceSum(abs(weight))))));

  const byWeight = gradients(total, weights);
  const gradientNorm = sqrt(sum(byWeight.map(sumSquares)));
  // Pascanu et al. 2013, algorithm 1. Without a limit clipNorm is Infinity and the factor 1.
  const normScale =
    (parts.clipsNorm ?? true) ? minimum(constant(1), div(scalar('clipNorm'), gradientNorm)) : constant(1);

  const next = new Map(builder.bufferUpdates);
  weights.forEach((weight, index) => {
    const spec = builder.parameters[index];
    const gradient = byWeight[index];
    if (spec === undefined || gradient === undefined) return;
    const updated = optimizer.update({
      weight,
      ...clipping(gradient, normScale, parts.clipsValues ?? false),
      decays: spec.penalised,
      slot: (slot) => state(slotName(optimizer, slot, spec.name), spec.shape),
      scalar,
    });
    next.set(spec.name, updated.weight);
    for (const [slot, value] of Object.entries(updated.slots)) next.set(slotName(optimizer, slot, spec.name), value);
  });
  return {
    loss: meanLoss,
    gradientNorm,
    correct: reduceSum(mul(loss.correct(outputs, y), rowWeight)),
    next: states.map(({ name, shape }) => next.get(name) ?? state(name, shape)),
  };
}

function sum(values: readonly Value[]): Value {
  return values.reduce((total, value) => add(total, value));
}

function statesByName(root: Value): Map<string, Value> {
  const named = topologicalOrder([root]).filter((value) => value.op === 'state');
  return new Map(named.map((value) => [(value.attributes as LeafOps['state']).name, value]));
}

function scalarsOf({ loss, gradientNorm, correct, next }: StepGraph): string[] {
  const leaves = topologicalOrder([loss, gradientNorm, correct, ...next]).filter((value) => value.op === 'scalar');
  return [...new Set(leaves.map((value) => (value.attributes as LeafOps['scalar']).name))].sort();
}

/** Hash of the step's operations, attributes, shapes and wiring for a batch of one row. */
function signatureOf({ loss, gradientNorm, correct, next }: StepGraph): string {
  const order = topologicalOrder([loss, gradientNorm, correct, ...next]);
  const index = new Map(order.map((value, position) => [value, position]));
  const rows = order.map(({ op, inputs, attributes, shape }) => [
    op,
    inputs.map((value) => index.get(value)),
    attributes,
    shape,
  ]);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 32);
}
