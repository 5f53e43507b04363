import { expect, it } from 'vitest';
import type { DatasetHeader } from '#main/data/dataset.ts';
import { onnxModel, rawInput } from '#main/export/onnx/model.ts';
import { type Verification, verifyModel } from '#main/host/model-export/verify.ts';
import type { TensorMap } from '#main/training/engines/engine.ts';
import { openForward } from '#main/training/engines/onnx/engine.ts';
import { inputScaling, measureWeights, readRecipe } from '#main/training/loop/index.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { columns, encoded, randomState, rowCount } from '../../export/onnx/rows.ts';

const settings = { 'model.units': 6, 'model.normalization': 'batch' };

/** A verification that holds: the metrics are those of the weights, and the model is made of them. */
async function sound(
  task: DatasetHeader['task'],
  metric: string,
): Promise<Verification & { of(w: TensorMap): Uint8Array }> {
  const dataset = encoded('table', task);
  const { header } = dataset;
  const program = buildProgram(settings, header);
  const { scaling } = readRecipe(settings, 0);
  const weights = new Map([...randomState(program)].filter(([name]) => !name.startsWith('adam/')));
  const context = {
    ...{ header, program, columns, tokenizer: '1', missingCells: [] },
    scaling: inputScaling(header, scaling),
  };
  const raw = rawInput(context);
  const facts = { producer: { name: 'Vernier', version: '1' }, metadata: {} };
  const of = (tensors: TensorMap) => onnxModel({ ...context, weights: tensors, ...facts }, raw);
  const { evaluate, dispose } = await openForward(program, weights, { threads: 1, batchSize: rowCount });
  const part = 'validation';
  const measured = await measureWeights({ dataset, program, scaling, part, batchSize: rowCount, evaluate });
  await dispose();
  const stored = Object.entries(measured?.metrics ?? {}).filter(([, value]) => Number.isFinite(value));
  const expected = Object.fromEntries(stored.map(([name, value]) => [`validation.${name}`, value]));
  return { of, model: of(weights), raw, dataset, program, scaling, weights, metric, expected };
}

/** The same weights but for one number. */
function changed(weights: TensorMap): TensorMap {
  const [[name = '', tensor] = []] = [...weights].slice(-1);
  if (tensor === undefined) throw new Error('There are no weights.');
  return new Map([...weights, [name, { ...tensor, data: tensor.data.map((value) => value + 0.5) }]]);
}

it.each([
  ['classification', 'validation.accuracy'],
  ['multilabel', 'validation.macroF1'],
  ['regression', 'validation.rmse'],
] as const)('a model of %s that does what the trial did is told with the rows it ran on', async (task, metric) => {
  expect(await verifyModel(await sound(task, metric))).toEqual({ part: 'validation', rows: rowCount });
});

it('without validation rows it is the training rows', async () => {
  const input = await sound('classification', 'train.loss');
  const expected = { 'train.loss': input.expected['validation.loss'] ?? 0 };
  const dataset = { ...input.dataset, validation: new Uint32Array() };
  expect(await verifyModel({ ...input, dataset, expected })).toEqual({ part: 'train', rows: rowCount });
});

it('a model that computes something else is an error with both numbers', async () => {
  for (const task of ['classification', 'regression', 'multilabel'] as const) {
    const input = await sound(task, 'validation.loss');
    await expect(verifyModel({ ...input, model: input.of(changed(input.weights)) })).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/^The exported model gives .* where the trial's weights give .* \(row 1 /),
    });
  }
});

it('weights whose metrics are not the stored ones are an error, and so is a file that onnxruntime cannot load', async () => {
  const input = await sound('classification', 'validation.accuracy');
  const loss = input.expected['validation.loss'] ?? 0;
  const wrong = { ...input, expected: { ...input.expected, 'validation.loss': loss * 1.01 } };
  await expect(verifyModel(wrong)).rejects.toThrow('they are not those of this epoch');
  const right = (input.expected['validation.accuracy'] ?? 0) + 1 / rowCount;
  const other = { ...input, expected: { ...input.expected, 'validation.accuracy': right } };
  await expect(verifyModel(other)).rejects.toThrow('validation.accuracy');
  await expect(verifyModel({ ...input, model: input.model.subarray(0, 90) })).rejects.toThrow('does not load');
});
