// A program of its own: classes the validation rows with a trial's weights, which must have what is stored, and counts.
import { AppError } from '#shared/errors.ts';
import { serveJob } from '../job-program/serve.ts';
import { weightsJob } from '../job-program/weights-job.ts';
import { withWeights } from '../job-program/with-weights.ts';
import { confusionCounts } from './count.ts';
import type { ConfusionResult } from './job.ts';

serveJob(weightsJob, (job, tell): Promise<ConfusionResult> => {
  return withWeights(
    job,
    (rows, { validation }) => tell(rows / validation.length),
    async ({ dataset: { header, y }, validation }) => {
      if (header.task !== 'classification' || header.classes === null) {
        throw new AppError('invalid', 'A confusion matrix needs exactly one class a row.');
      }
      return { classes: [...header.classes], counts: confusionCounts(header, y, validation) };
    },
  );
});
