// Calls of the area "studies".
import { setTimeout as delay } from 'node:timers/promises';
import { prepareApart } from '#main/data/prepare-apart.ts';
import { zip } from '#main/export/zip.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import type { RunOverrides } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import { buildSpace } from '#shared/study/build-space.ts';
import { spaceSize } from '#shared/study/walk.ts';
import { annotation } from '../annotation.ts';
import { factsToStore, toDataFacts } from '../data-facts.ts';
import { readDefinition } from '../definition.ts';
import { reportOf } from '../export-report.ts';
import { snippetOfStudy } from '../export-snippet.ts';
import { exportStudy } from '../export-study.ts';
import { readImportFile } from '../import-file.ts';
import { importStudies } from '../import-studies.ts';
import { measureEpochs } from '../measure-epochs.ts';
import { exportModel } from '../model-export/index.ts';
import { describeModels, roomHere } from '../model-summary.ts';
import { openStudy } from '../open-study.ts';
import { mergeOverrides, overridesOf } from '../overrides.ts';
import { resolveFrom } from '../places.ts';
import { currentSummary, type Services, studyOrFail } from '../services.ts';
import { sparklineOf } from '../sparkline.ts';
import { studyOfStage } from '../stages/stage-study.ts';
import { bestOf, configOf, detailOf, summaryOf } from '../views.ts';
import { previewWarmStart } from '../warm-start/preview.ts';
import { askRanking } from './analysis.ts';

type SpaceCall = 'studies.space' | 'studies.previewSpace' | 'studies.editSpace';
type StudyHandlers = Pick<VernierHandlers, Exclude<Extract<keyof VernierHandlers, `studies.${string}`>, SpaceCall>>;

/** How long the epochs of a study that is deleted may take to end, before its workers are killed. */
const restMs = 4000;

/** Pauses a running study, so that undoing its deletion brings it back as it was; ends it when its epochs take too long. */
async function bringToRest(scheduler: Services['scheduler'], id: string): Promise<void> {
  if (scheduler.summary(id) === null) return;
  await scheduler.pause(id);
  const late = new AbortController();
  const patience = delay(restMs, 'late', { signal: late.signal }).catch(() => 'late');
  const first = await Promise.race([scheduler.idle(id).then(() => 'idle'), patience]);
  late.abort();
  if (first === 'late') await scheduler.stop(id, true);
}

/** Without the fields that were left out. */
function given(overrides: RunOverrides): RunOverrides {
  return mergeOverrides({}, overrides);
}

export function studyHandlers(services: Services): StudyHandlers {
  const { store, scheduler, publish, now } = services;

  /** Tells all pages, and answers with what it told. */
  async function announce(id: string) {
    const summary = scheduler.summary(id) ?? (await currentSummary(store, id));
    publish('studies.changed', '', summary);
    return summary;
  }

  async function changeQueue(id: string, change: Parameters<typeof scheduler.changeQueue>[1]) {
    await studyOrFail(store, id);
    await scheduler.changeQueue(id, change);
    return {};
  }

  return {
    async 'studies.list'() {
      return Promise.all((await store.listStudies()).map((row) => summaryOf(store, row)));
    },
    async 'studies.get'({ id }) {
      return detailOf(store, await studyOrFail(store, id));
    },
    'studies.check'({ file }) {
      try {
        const definition = readDefinition(file, {});
        const space = buildSpace(studyOfStage(definition.file, { stages: null }).file, null);
        const dimensions = space.dimensions.map((dimension) => ({ ...dimension }));
        return { ok: true, problems: definition.problems, dimensions, spaceSize: spaceSize(space) };
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
        const listed = error.details.problems;
        const problems = Array.isArray(listed) ? listed : [{ severity: 'error', path: '', message: error.message }];
        return { ok: false, problems, dimensions: [], spaceSize: null };
      }
    },
    async 'studies.describeModel'({ data, settings, constraints, baseDir, parallel, smallest }) {
      const { file } = readDefinition({ version: 1, data, settings, constraints }, { parallel });
      if (!file.data) throw new AppError('invalid', 'data: A model is described on data; give "data" with a "source".');
      const { cacheDir, dataDir } = services.places;
      const prepared = await prepareApart(file.data, { baseDir: baseDir ?? dataDir, cacheDir });
      const facts = toDataFacts(factsToStore(prepared));
      return describeModels(file, prepared.header, { facts, room: roomHere(parallel), smallest });
    },
    async 'studies.measureEpochs'({ file, baseDir }, { signal }) {
      return measureEpochs(file, services.places, { baseDir, signal });
    },
    async 'studies.previewWarmStart'({ file, baseDir }) {
      const { cacheDir, dataDir } = services.places;
      const draft = readDefinition(file, {}).file;
      const self = { id: null, name: draft.name, path: null, baseDir: baseDir ?? dataDir };
      return previewWarmStart(draft, store, { self, cacheDir });
    },
    async 'studies.open'(input) {
      const { row, created, problems } = await openStudy(input, store, {
        now: now(),
        dataDir: services.places.dataDir,
      });
      await announce(row.id);
      return { id: row.id, created, problems };
    },
    async 'studies.import'(input) {
      const { dataDir } = services.places;
      const given = 'content' in input ? input : await readImportFile(resolveFrom(dataDir, input.path));
      const found = await importStudies(given.content, given.name, input, { store, dataDir, now: now() });
      for (const { id } of found) await announce(id);
      return { studies: found };
    },
    async 'studies.start'({ id, overrides }) {
      const row = await studyOrFail(store, id);
      // A running study takes the number as it is.
      if (overrides.trials !== undefined) readDefinition(row.file, mergeOverrides(overridesOf(row), overrides));
      if (row.archivedAt !== null) await store.updateStudy(id, { archivedAt: null });
      await scheduler.start(id, given(overrides));
      // A study with nothing left to do has ended by now, and its end was told: the answer must not say that it runs.
      const running = scheduler.summary(id);
      if (running !== null) return running;
      await scheduler.idle(id);
      return currentSummary(store, id);
    },
    async 'studies.pause'({ id }) {
      await studyOrFail(store, id);
      await scheduler.pause(id);
      return currentSummary(store, id);
    },
    async 'studies.stop'({ id, now: atOnce }) {
      await studyOrFail(store, id);
      await scheduler.stop(id, atOnce);
      return currentSummary(store, id);
    },
    async 'studies.rename'({ id, name }) {
      await studyOrFail(store, id);
      await scheduler.rename(id, name);
      return announce(id);
    },
    async 'studies.annotate'({ id, note, tags }) {
      await studyOrFail(store, id);
      await scheduler.annotate(id, annotation({ note, tags }));
      return announce(id);
    },
    async 'studies.archive'({ id, archived }) {
      const row = await studyOrFail(store, id);
      if (archived && scheduler.summary(id) !== null) {
        throw new AppError('conflict', `"${row.name}" is running; pause or stop it before it is put away.`, { id });
      }
      await store.updateStudy(id, { archivedAt: archived ? (row.archivedAt ?? now()) : null });
      return announce(id);
    },
    async 'studies.sparklines'({ ids }) {
      const found = await Promise.all(ids.map(async (id) => ({ id, values: await sparklineOf(store, id) })));
      return found.filter(({ values }) => values.length > 1);
    },
    async 'studies.delete'({ id }) {
      await studyOrFail(store, id);
      await bringToRest(scheduler, id);
      await store.updateStudy(id, { deletedAt: now() });
      publish('studies.removed', '', { id });
      return {};
    },
    async 'studies.restore'({ id }) {
      const row = await store.getStudy(id);
      if (!row) throw new AppError('not_found', `The study "${id}" is gone for good.`);
      await store.updateStudy(id, { deletedAt: null });
      return announce(id);
    },
    async 'studies.setParallel'({ id, parallel }) {
      await studyOrFail(store, id);
      await scheduler.setParallel(id, parallel);
      return announce(id);
    },
    async 'studies.enqueue'({ id, params, first }) {
      await studyOrFail(store, id);
      return { trial: await scheduler.enqueue(id, params, first) };
    },
    'studies.reorderQueue': ({ id, trials }) => changeQueue(id, { kind: 'order', trials }),
    'studies.dequeue': ({ id, trial }) => changeQueue(id, { kind: 'remove', trial }),
    'studies.requeue': ({ id, trial }) => changeQueue(id, { kind: 'restore', trial }),
    async 'studies.best'({ id, top, trial, stage }) {
      const row = await studyOrFail(store, id);
      if (trial !== undefined) return [await configOf(store, row, trial)];
      return bestOf(store, row, top, stage, (of) => askRanking(services, row, of));
    },
    async 'studies.exportSnippet'({ id, format, trial }) {
      const row = await studyOrFail(store, id);
      return { code: await snippetOfStudy(store, row, services.places, { format, trial }) };
    },
    async 'studies.exportReport'({ id, language }) {
      return { html: await reportOf(store, await studyOrFail(store, id), language) };
    },
    async 'studies.exportTrials'({ id, format }) {
      const { files } = await exportStudy(store, await studyOrFail(store, id), format);
      const [only] = files;
      const isOne = files.length === 1 && only?.path === '';
      return { content: isOne ? only.content : zip(files, new Date(now())) };
    },
    async 'studies.exportModel'({ id, trial }, { signal }) {
      const exported = await exportModel(store, await studyOrFail(store, id), services.places, { trial, signal });
      return { trial: exported.trial, model: exported.model, description: { ...exported.description } };
    },
    'studies.progress'({ id }) {
      return scheduler.progress(id);
    },
  };
}
