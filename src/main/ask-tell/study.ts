// One study of the service: its trials in memory, asked and told.
import { pedAnova } from '#main/analysis/ped-anova.ts';
import { completePoint } from '#main/search/index.ts';
import { paretoRanks } from '#main/search/pareto/dominance.ts';
import { lossesOf } from '#main/search/pareto/flatten.ts';
import type { History, ObservedTrial, Pruner, Sampler } from '#main/search/search.ts';
import type { Direction } from '#shared/contract/common.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { suggestion } from '#shared/settings/nearest.ts';
import { activeDimensions } from '#shared/study/condition.ts';
import { betterOf } from '#shared/study/ranking.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { checkPoint } from './point.ts';
import { type Objectives, readTold, type Told } from './result.ts';
import { RpcError, rpcCodes } from './rpc-error.ts';

export interface StudyOptions {
  readonly space: Space;
  readonly objectives: Objectives;
  readonly sampler: Sampler;
  readonly pruner: Pruner;
  /** Epochs of a whole training, where the program has said. */
  readonly plannedEpochs: number | undefined;
  readonly seed: number;
}

export type ToldState = 'complete' | 'failed' | 'pruned';

/** As it came; which of the two, the study's objectives say. */
interface Result {
  readonly value?: number | null | undefined;
  readonly values?: readonly number[] | null | undefined;
}

interface Trial extends ObservedTrial {
  state: ObservedTrial['state'];
  value: number | null;
  objectives: readonly number[] | undefined;
  readonly steps: number[];
  readonly values: number[];
}

/** Trials count from 1. Everything is a function of the seed and of the calls before. */
export class AskTellStudy {
  readonly #options: StudyOptions;
  readonly #trials: Trial[] = [];
  readonly #waiting: Params[] = [];
  /** Live: samplers keep what they derived of the list. */
  readonly #history: History;
  /** Of the complete and of the pruned trials. Trials that have ended do not change. */
  readonly #best: { complete: Trial | null; pruned: Trial | null } = { complete: null, pruned: null };

  constructor(options: StudyOptions) {
    this.#options = options;
    const directions = options.objectives.map(({ direction }) => direction);
    const several = directions.length > 1 ? { directions } : {};
    this.#history = { direction: options.objectives[0].direction, ...several, trials: this.#trials };
  }

  /** Points that were enqueued first, then the sampler; null when a finite space is exhausted. Pending trials are in the history. */
  ask(): { readonly trial: number; readonly params: Params } | null {
    const { sampler, space } = this.#options;
    const number = this.#trials.length + 1;
    const waiting = this.#waiting.shift();
    if (waiting) return { trial: this.#add(waiting, 'running').number, params: waiting };
    const suggestion = sampler.suggest(space, this.#history, this.#stream(number));
    if (suggestion.kind === 'exhausted') return null;
    return { trial: this.#add(suggestion.params, 'running').number, params: suggestion.params };
  }

  /** Keeps the value of a step (the newest, when it comes twice) and judges. */
  report(number: number, step: number, value: number): boolean {
    this.#needsOne(
      '"report" is for the pruner, which compares trials by one objective; tell the trial when it has ended.',
    );
    const trial = this.#running(number, 'report');
    const { steps, values } = trial;
    const after = steps.findLastIndex((earlier) => earlier <= step);
    const again = steps[after] === step ? 1 : 0;
    steps.splice(after + 1 - again, again, step);
    values.splice(after + 1 - again, again, value);
    return this.#options.pruner.judge(trial, step, this.#history).prune === true;
  }

  /**
   * Ends a trial. null or NaN counts as failed, an infinite value as diverged, of several objectives in any of them. A pruned trial
   * without a value has the last finite one that it reported.
   */
  tell(number: number, result: Result, state: ToldState): void {
    const trial = this.#running(number, 'tell');
    this.#end(trial, readTold(this.#options.objectives, result), state);
  }

  /** Asked first, in this order; what it leaves out is completed. */
  enqueue(point: Params): void {
    const { space } = this.#options;
    const params = checkPoint(space, point);
    const number = this.#trials.length + this.#waiting.length + 1;
    this.#waiting.push(completePoint(params, space, this.#stream(number)));
  }

  /** An observation from outside as an ended trial; it must have every active parameter. Returns its number. */
  add(point: Params, result: Result, state: ToldState): number {
    const { space, objectives } = this.#options;
    const told = readTold(objectives, result);
    const params = checkPoint(space, point);
    for (const { name } of activeDimensions(space, params)) {
      if (name in params) continue;
      throw new RpcError(rpcCodes.params, `"params.${name}" is missing; an observation needs every active parameter.`);
    }
    const trial = this.#add(params, 'running');
    this.#end(trial, told, state);
    return trial.number;
  }

  /**
   * The best complete trial, the earlier on ties, or a pruned one that had got further than it before its end; null before the first
   * result.
   */
  best(): { readonly trial: number; readonly params: Params; readonly value: number } | null {
    this.#needsOne('Of several objectives no trial is the best; ask for the "front".');
    const { complete, pruned } = this.#best;
    const isAhead =
      pruned?.value != null && complete?.value != null && beats(pruned.value, complete.value, this.#history.direction);
    const best = isAhead ? pruned : (complete ?? pruned);
    return best?.value == null ? null : { trial: best.number, params: best.params, value: best.value };
  }

  /** The complete trials that none dominates, the best in the first objective first. */
  front(): readonly { readonly trial: number; readonly params: Params; readonly values: readonly number[] }[] {
    const { objectives } = this.#options;
    if (objectives.length === 1) {
      throw new RpcError(rpcCodes.params, 'A study of one objective has no front; ask for the "best".');
    }
    const complete = this.#trials.filter(({ state }) => state === 'complete');
    const { known, losses } = lossesOf({ ...this.#history, trials: complete });
    const ranks = paretoRanks(losses);
    const first = (i: number) => losses[i]?.[0] ?? 0;
    const members = known.flatMap((_, i) => (ranks[i] === 0 ? [i] : [])).sort((a, b) => first(a) - first(b) || a - b);
    return members.flatMap((i) => {
      const trial = known[i];
      return trial ? [{ trial: trial.number, params: trial.params, values: trial.objectives ?? [] }] : [];
    });
  }

  /** For the objective of that name; without one for the first. */
  importance(name?: string): Readonly<Record<string, number>> {
    const { objectives, space } = this.#options;
    if (name === undefined) return pedAnova(space, this.#history);
    const names = objectives.flatMap((objective) => objective.name ?? []);
    const k = names.indexOf(name);
    const objective = objectives[k];
    if (objective === undefined) {
      const there = names.length === 0 ? 'this study has one; leave it out' : suggestion(name, names);
      throw new RpcError(rpcCodes.params, `"objective" is "${name}", which is no objective; ${there}`);
    }
    const trials = this.#trials.map((trial) => ({ ...trial, value: trial.objectives?.[k] ?? null }));
    return pedAnova(space, { direction: objective.direction, trials });
  }

  #needsOne(sentence: string): void {
    if (this.#options.objectives.length > 1) throw new RpcError(rpcCodes.params, sentence);
  }

  #stream(number: number) {
    return randomStream(deriveSeed(this.#options.seed, number, 'sampler'));
  }

  #add(params: Params, state: Trial['state']): Trial {
    const { plannedEpochs } = this.#options;
    const number = this.#trials.length + 1;
    const nothingYet = { value: null, objectives: undefined, steps: [], values: [] };
    const trial: Trial = { number, state, params, plannedEpochs, ...nothingYet };
    this.#trials.push(trial);
    return trial;
  }

  #end(trial: Trial, told: Told, state: ToldState): void {
    end(trial, told, state);
    const kind = trial.state === 'complete' ? 'complete' : 'pruned';
    this.#best[kind] = betterOf(this.#best[kind], trial, this.#history.direction);
  }

  #running(number: number, verb: 'report' | 'tell'): Trial {
    const trial = this.#trials[number - 1];
    if (trial === undefined) {
      const there = this.#trials.length === 0 ? 'none was asked yet' : `they go from 1 to ${this.#trials.length}`;
      throw new RpcError(rpcCodes.unknownTrial, `"trial" is ${number}, which this study does not have: ${there}.`);
    }
    if (trial.state === 'running') return trial;
    const advice = verb === 'tell' ? 'tell each trial once' : 'report before the tell';
    throw new RpcError(rpcCodes.ended, `"trial" is ${number}, which has ended as ${trial.state}; ${advice}.`);
  }
}

function beats(a: number, b: number, direction: Direction): boolean {
  return direction === 'maximize' ? a > b : a < b;
}

function end(trial: Trial, told: Told, state: ToldState): void {
  const finite = told?.every(Number.isFinite) ? told : null;
  if (finite !== null && state !== 'failed') {
    trial.value = finite[0] ?? null;
    if (finite.length > 1) trial.objectives = finite;
  }
  if (state === 'pruned') {
    trial.state = 'stopped';
    trial.value ??= trial.values.findLast(Number.isFinite) ?? null;
  } else if (state === 'failed' || told === null || told.some(Number.isNaN)) {
    trial.state = 'failed';
  } else {
    trial.state = finite === null ? 'diverged' : 'complete';
  }
}
