// A host to be killed: starts the job of the file it is given and prints what happens.
import { readFileSync } from 'node:fs';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import type { TrialJob } from '#main/runners/runner.ts';

const job: TrialJob = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
createBuiltinRunner().start(0, job, {
  onStarted: ({ pid }) => console.log(`pid ${pid}`),
  onPhase: () => undefined,
  onProgress: () => undefined,
  onEpoch: async (epoch) => {
    console.log(`epoch ${epoch}`);
    return 'continue';
  },
  onCheckpoint: () => undefined,
  onWeights: () => undefined,
  onLog: (_level, message) => console.error(message),
});
