// What the graph of a step is made of. Whether it computes right is the conformance suite's question.
import { describe, expect, it } from 'vitest';
import { lowerForward, lowerStep } from '#main/training/engines/tensorflow/lower.ts';
import { buildProgram } from '#main/training/program/build.ts';
import type { TrainingProgram } from '#main/training/program/program.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { header } from '../../program/headers.ts';

const image = header({ kind: 'image', inputShape: [8, 8, 2] });
const table = header();

/** How often an operator stands in the step's graph: field 2 of a node is a string of its own length. */
function count(program: TrainingProgram, type: string): number {
  const bytes = Buffer.from(lowerStep(program, 4).definition);
  const field = Buffer.concat([Buffer.of(0x12, type.length), Buffer.from(type)]);
  let found = 0;
  for (let at = bytes.indexOf(field); at >= 0; at = bytes.indexOf(field, at + 1)) found++;
  return found;
}

const mlp = (settings: ResolvedSettings) => buildProgram({ 'model.family': 'mlp', ...settings }, table);
const cnn = (settings: ResolvedSettings = {}) =>
  buildProgram({ 'model.family': 'cnn', 'model.convLayers': 2, 'model.filters': 3, ...settings }, image);

describe('a step updates each weight by one kernel where the program says what the kernel does', () => {
  const cases: readonly (readonly [string, ResolvedSettings, string])[] = [
    ['sgd', { 'optimizer.name': 'sgd' }, 'ResourceApplyGradientDescent'],
    ['momentum', { 'optimizer.name': 'sgd', 'optimizer.momentum': 0.9 }, 'ResourceApplyMomentum'],
    [
      'nesterov',
      { 'optimizer.name': 'sgd', 'optimizer.momentum': 0.9, 'optimizer.nesterov': true },
      'ResourceApplyMomentum',
    ],
    ['adam', { 'optimizer.name': 'adam' }, 'ResourceApplyAdam'],
    ['adamw', { 'optimizer.name': 'adamw' }, 'ResourceApplyAdam'],
  ];
  it.each(cases)('%s', (name, settings, kernel) => {
    for (const program of [mlp(settings), cnn(settings)]) {
      expect(count(program, kernel)).toBe(program.parameters.length);
      const kernels = program.parameters.filter(({ penalised }) => penalised).length;
      expect(count(program, 'AssignVariableOp')).toBe(name === 'adamw' ? kernels : 0);
    }
  });

  it('another formula is computed and assigned', () => {
    const program = mlp({ 'optimizer.name': 'adagrad' });
    expect(count(program, 'AssignVariableOp')).toBe(program.state.length);
  });
});

it('composed gradients become single kernels', () => {
  const program = cnn();
  expect(count(program, 'MaxPoolGrad')).toBe(2);
  expect(count(program, 'ReluGrad')).toBe(3);
  expect(count(program, 'SparseSoftmaxCrossEntropyWithLogits')).toBe(1);
  expect(count(cnn({ 'model.pooling': 'average' }), 'AvgPoolGrad')).toBe(2);
  expect(count(mlp({ 'model.activation': 'tanh' }), 'TanhGrad')).toBe(1);
  expect(count(mlp({ 'model.activation': 'sigmoid' }), 'SigmoidGrad')).toBe(1);
});

it('images are turned only where the flat features begin: once on the way there, once on the way back', () => {
  expect(count(cnn({ 'optimizer.name': 'adam' }), 'Transpose')).toBe(2);
});

it('kernels and their slots lie as the convolutions read them, and the forward graph knows', () => {
  const program = cnn({ 'optimizer.name': 'adam' });
  const { orders } = lowerStep(program, 4);
  const turned = ['conv1/kernel', 'conv2/kernel'].flatMap((name) => [name, `adam/m/${name}`, `adam/v/${name}`]);
  expect([...orders.keys()].sort()).toEqual(turned.sort());
  expect([...orders.values()].every((order) => order.join() === '2,3,1,0')).toBe(true);
  expect(lowerForward(program, 4, orders).feeds.map(({ key }) => key)).toEqual(['x']);
});
