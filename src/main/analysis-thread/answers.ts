// Every call of the contract's area "analysis", from the store to its answer.
import { axisOrder } from '#main/analysis/axis-order.ts';
import { bestSoFar } from '#main/analysis/best-so-far.ts';
import { contour, partialDependence } from '#main/analysis/dependence.ts';
import { distributionOf } from '#main/analysis/edf.ts';
import { fanovaImportance, type Importance, pedImportance } from '#main/analysis/importance.ts';
import type { Model } from '#main/analysis/model.ts';
import { replayPruner } from '#main/analysis/pruner-replay.ts';
import { rankingOfTrials } from '#main/analysis/ranking/of-trials.ts';
import { slicesOf } from '#main/analysis/slices.ts';
import { subsetTrust } from '#main/analysis/subset-trust.ts';
import { createPruner, prunerNames } from '#main/search/index.ts';
import type { StoreReader } from '#main/store/read-here.ts';
import { type AnalysisCall, analysis } from '#shared/contract/analysis.ts';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import { note } from '#shared/study/analysis-text.ts';
import { type PrunerSpec, prunerSchema } from '#shared/study/search-schema.ts';
import { createModels } from './models.ts';
import type { AnalysedStudy } from './protocol.ts';
import { recordedTrials } from './recorded-trials.ts';
import { type Subject, subjectOf, withSubject } from './subject.ts';

interface Ground {
  readonly store: StoreReader;
  readonly studies: readonly Subject[];
  /** The only study, or the first. */
  readonly study: Subject;
  /** Its trials. */
  readonly trials: Subject['trials'];
  /** Grown when it is first needed, and kept while no result changes. */
  model(): Model;
}

type Input<C extends AnalysisCall> = ParsedInputOf<typeof analysis, C>;
type Answers = { readonly [C in AnalysisCall]: (ground: Ground, input: Input<C>) => unknown };

export function createAnswers() {
  const models = createModels();
  return (store: StoreReader, call: AnalysisCall, input: unknown, asked: readonly AnalysedStudy[]) => {
    const studies = asked.map((one) => subjectOf(store, one));
    const [study] = studies;
    if (study === undefined) throw new AppError('internal', 'An analysis needs a study.');
    const { trials } = study;
    const model = () => models(study);
    const parsed = analysis[call].input.parse(input);
    const ground = { store, studies, study, trials, model };
    const answer = (answers[call] as Answers[AnalysisCall])(ground, parsed as never);
    // Of several the answer says itself which is which.
    return call === 'analysis.distributions' && studies.length > 1 ? answer : withSubject(study, answer);
  };
}

const answers: Answers = {
  'analysis.importance': (ground, { method, pairs }) => importanceOf(ground, method, pairs),
  'analysis.dependence': ({ model }, { setting, points }) => partialDependence(model(), setting, points),
  'analysis.contour': ({ model }, { x, y, points }) => contour(model(), x, y, points),
  'analysis.slices': ({ study, trials }, { settings }) =>
    slicesOf({ direction: study.direction, trials }, settings ?? study.space.dimensions.map(({ name }) => name)),
  'analysis.distributions'({ studies }) {
    const distributions = studies.map(({ id, stage, direction, trials }) => ({
      ...{ studyId: id, stage },
      ...distributionOf({ direction, trials }),
    }));
    const metrics = new Set(
      studies.map(({ metric, direction }) => `${metric} ${direction === 'maximize' ? '↑' : '↓'}`),
    );
    const notes = metrics.size < 2 ? [] : [note('note.different-measures', { list: [...metrics].join('; ') })];
    return { distributions, notes };
  },
  'analysis.axisOrder'(ground, { method }) {
    const { study, trials } = ground;
    const { settings } = importanceOf(ground, method, false);
    return axisOrder(study.space, { direction: study.direction, trials }, settings);
  },
  'analysis.bestSoFar': ({ study, trials }) => bestSoFar({ direction: study.direction, trials }),
  'analysis.subsetTrust'({ studies: [subset, full] }) {
    if (subset === undefined || full === undefined) throw new AppError('internal', 'Subset trust needs two studies.');
    if (subset.metric !== full.metric || subset.direction !== full.direction) {
      const sentence = `The two studies measure different things (${subset.metric}, ${full.metric}); compare studies of one objective.`;
      throw new AppError('invalid', sentence);
    }
    return subsetTrust(full.direction, subset.trials, full.trials);
  },
  'analysis.prunerReplay'({ store, study }, { pruners = withoutOptions() }) {
    const recorded = recordedTrials(store, study);
    const { direction, pick } = study;
    return pruners.map((spec) => replayPruner(createPruner(spec), { direction, trials: recorded, pick }));
  },
  'analysis.ranking': ({ study, trials }) => rankingOfTrials(study, trials),
};

function importanceOf({ study, trials, model }: Ground, method: Importance['method'], pairs: boolean): Importance {
  if (method === 'fanova') return fanovaImportance(model(), pairs);
  return pedImportance(study.space, { direction: study.direction, trials });
}

/** Every pruner of this version that stops something without options: `none` never does, and `threshold` has no limits then. */
function withoutOptions(): PrunerSpec[] {
  return prunerNames().flatMap((kind) => {
    const parsed = prunerSchema.safeParse({ kind });
    return kind !== 'none' && kind !== 'threshold' && parsed.success ? [parsed.data] : [];
  });
}
