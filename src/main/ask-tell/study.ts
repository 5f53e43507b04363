// One study of the service: its trials in memory, asked and told.
import { pedAnova } from '#main/analysis/ped-anova.ts';
import { completePoint } from '#main/search/index.ts';
import type { History, ObservedTrial, Pruner, Sampler } from '#main/search/search.ts';
import type { Direction } from '#shared/contract/common.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { activeDimensions } from '#shared/study/condition.ts';
import { betterOf } from '#shared/study/ranking.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { checkPoint } from './point.ts';
import { RpcError, rpcCodes } from './rpc-error.ts';

export interface StudyOptions {
  readonly space: Space;
  readonly direction: Direction;
  readonly sampler: Sampler;
  readonly pruner: Pruner;
  /** Epochs of a whole training, where the program has said. */
  readonly plannedEpochs: number | undefined;
  readonly seed: number;
}

export type ToldState = 'complete' | 'failed' | 'pruned';

interface Trial extends ObservedTrial {
  state: ObservedTrial['state'];
  value: number | null;
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
    this.#history = { direction: options.direction, trials: this.#trials };
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
    const trial = this.#running(number, 'report');
    const { steps, values } = trial;
    const after = steps.findLastIndex((earlier) => earlier <= step);
    const again = steps[after] === step ? 1 : 0;
    steps.splice(after + 1 - again, again, step);
    values.splice(after + 1 - again, again, value);
    return this.#options.pruner.judge(trial, step, this.#history).prune === true;
  }

  /**
   * Ends a trial. null or NaN counts as failed, an infinite value as diverged. A pruned trial without a value has the last
   * finite one that it reported.
   */
  tell(number: number, value: number | null, state: ToldState): void {
    this.#end(this.#running(number, 'tell'), value, state);
  }

  /** Asked first, in this order; what it leaves out is completed. */
  enqueue(point: Params): void {
    const { space } = this.#options;
    const params = checkPoint(space, point);
    const number = this.#trials.length + this.#waiting.length + 1;
    this.#waiting.push(completePoint(params, space, this.#stream(number)));
  }

  /** An observation from outside as an ended trial; it must have every active parameter. Returns its number. */
  add(point: Params, value: number | null, state: ToldState): number {
    const { space } = this.#options;
    const params = checkPoint(space, point);
    for (const { name } of activeDimensions(space, params)) {
      if (name in params) continue;
      throw new RpcError(rpcCodes.params, `"params.${name}" is missing; an observation needs every active parameter.`);
    }
    const trial = this.#add(params, 'running');
    this.#end(trial, value, state);
    return trial.number;
  }

  /**
   * The best complete trial, the earlier on ties, or a pruned one that had got further than it before its end; null before the first
   * result.
   */
  best(): { readonly trial: number; readonly params: Params; readonly value: number } | null {
    const { complete, pruned } = this.#best;
    const isAhead =
      pruned?.value != null && complete?.value != null && beats(pruned.value, complete.value, this.#options.direction);
    const best = isAhead ? pruned : (complete ?? pruned);
    return best?.value == null ? null : { trial: best.number, params: best.params, value: best.value };
  }

  importance(): Readonly<Record<string, number>> {
    return pedAnova(this.#options.space, this.#history);
  }

  #stream(number: number) {
    return randomStream(deriveSeed(this.#options.seed, number, 'sampler'));
  }

  #add(params: Params, state: Trial['state']): Trial {
    const { plannedEpochs } = this.#options;
    const number = this.#trials.length + 1;
    const trial: Trial = { number, state, params, value: null, plannedEpochs, steps: [], values: [] };
    this.#trials.push(trial);
    return trial;
  }

  #end(trial: Trial, value: number | null, state: ToldState): void {
    end(trial, value, state);
    const kind = trial.state === 'complete' ? 'complete' : 'pruned';
    this.#best[kind] = betterOf(this.#best[kind], trial, this.#options.direction);
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

function end(trial: Trial, value: number | null, state: ToldState): void {
  if (state === 'pruned') {
    trial.state = 'stopped';
    const told = value !== null && Number.isFinite(value) ? value : undefined;
    trial.value = told ?? trial.values.findLast(Number.isFinite) ?? null;
  } else if (state === 'failed' || value === null || Number.isNaN(value)) {
    trial.state = 'failed';
  } else {
    trial.state = Number.isFinite(value) ? 'complete' : 'diverged';
    trial.value = Number.isFinite(value) ? value : null;
  }
}
