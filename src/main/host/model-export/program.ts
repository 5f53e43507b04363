// A program of its own: builds the ONNX file of a trial, runs it, and answers with it. Running a model blocks the event loop, which the
// host must not.
import { openDatasetCache } from '#main/data/cache.ts';
import { onnxModel, rawInput } from '#main/export/onnx/model.ts';
import { inputScaling, loadWeights, readRecipe } from '#main/training/loop/index.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { serveJob } from '../job-program/serve.ts';
import { exportJob } from './job.ts';
import { verifyModel } from './verify.ts';

serveJob(exportJob, async (job) => {
  const dataset = openDatasetCache(job.dataset);
  const { header } = dataset;
  const program = buildProgram(job.settings, header);
  const { path, seed, epoch } = job.weights;
  const weights = await loadWeights(path, { fingerprint: header.fingerprint, seed, epoch }, program.state);
  const { scaling } = readRecipe(job.settings, 0);
  const { columns, tokenizer, missingCells, producer, metadata } = job;
  const context = {
    ...{ header, program, columns, tokenizer, missingCells },
    scaling: header.kind === 'text' ? null : inputScaling(header, scaling),
  };
  const raw = rawInput(context);
  const model = onnxModel({ ...context, program, weights, producer, metadata }, raw);
  const { metric, expected } = job;
  const checked = await verifyModel({ model, raw, dataset, program, scaling, weights, metric, expected });
  return { model, inputs: raw.description.map((input) => ({ ...input })), checked };
});
