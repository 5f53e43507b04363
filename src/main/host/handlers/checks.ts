// Calls of the area "checks".
import { dirname } from 'node:path';
import type { CheckReport } from '#shared/contract/checks.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { preflightJobOfStudy } from '../check-file.ts';
import { definitionOf } from '../definition.ts';
import { runChecks } from '../preflight/run-checks.ts';
import { type Services, studyOrFail } from '../services.ts';

type CheckHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `checks.${string}`>>;

export function checkHandlers({ store, places, publish, now }: Services): CheckHandlers {
  /** By study: the last whole report, and what it was made of. */
  const reports = new Map<string, { readonly report: CheckReport; readonly key: string }>();
  const running = new Map<string, { readonly signal: AbortSignal; readonly ended: Promise<void> }>();
  const keyOf = (row: { file: object; overrides: object }) => JSON.stringify([row.file, row.overrides]);

  return {
    async 'checks.run'({ studyId, scope, quick }, { signal }) {
      const row = await studyOrFail(store, studyId);
      // One that was cancelled is about to end.
      if (running.get(studyId)?.signal.aborted) await running.get(studyId)?.ended;
      if (running.has(studyId)) {
        throw new AppError(
          'busy',
          `The checks of "${row.name}" are being made already; wait for them, or cancel them.`,
        );
      }
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      running.set(studyId, { signal, ended });
      try {
        const at = now();
        const baseDir = row.path === null ? places.dataDir : dirname(row.path);
        const folders = { baseDir, cacheDir: places.cacheDir };
        const study = { file: definitionOf(row).file, engine: row.engine };
        const job = await preflightJobOfStudy(study, scope, folders);
        const results = await runChecks({
          ...{ scope, quick, job, enginesDir: places.enginesDir, signal },
          onBegin: (next) => publish('checks.progressed', studyId, { studyId, result: null, next, scope }),
          onResult: (result) => publish('checks.progressed', studyId, { studyId, result, next: null, scope }),
        });
        const report = { at, tookMs: now() - at, scope, results, outdated: false };
        const known = reports.get(studyId);
        // What the data alone say is less than a whole report of the same study.
        const keeps = quick || (scope === 'data' && known?.report.scope === 'all' && known.key === keyOf(row));
        if (!keeps) reports.set(studyId, { report, key: keyOf(row) });
        return report;
      } finally {
        running.delete(studyId);
        end();
      }
    },
    async 'checks.get'({ studyId }) {
      const row = await studyOrFail(store, studyId);
      const known = reports.get(studyId);
      const report = known ? { ...known.report, outdated: known.key !== keyOf(row) } : null;
      return { report, running: running.has(studyId) };
    },
  };
}
