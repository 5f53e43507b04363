// One study of the ask/tell service: its history, what was asked and not told yet, and its starting points.
import { pedAnova } from '#main/analysis/ped-anova.ts';
import { completePoint, createPruner, createSampler } from '#main/search/index.ts';
import type { History, ObservedTrial, Pruner, Sampler } from '#main/search/search.ts';
import type { Direction } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { legalValue } from '#shared/study/candidates.ts';
import { activeDimensions } from '#shared/study/condition.ts';
import type { Space } from '#shared/study/space.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { defineStudy } from './space.ts';
import { type MethodParams, RpcError } from './wire.ts';

type Live = {
  -readonly [K in keyof ObservedTrial]: ObservedTrial[K] extends readonly number[] ? number[] : ObservedTrial[K];
};

export type ToldState = 'complete' | 'failed' | 'pruned';

export class AskTellStudy {
  readonly #space: Space;
  readonly #sampler: Sampler;
  readonly #pruner: Pruner;
  readonly #direction: Direction;
  readonly #seed: number;
  readonly #trials: Live[] = [];
  readonly #history: History;
  readonly #queue: Params[] = [];

  /** Throws RpcError that names the field. */
  constructor(given: MethodParams<'create'>) {
    const { space, sampler, pruner } = defineStudy(given);
    this.#space = space;
    try {
      this.#sampler = createSampler(sampler);
      this.#pruner = createPruner(pruner);
    } catch (thrown) {
      throw thrown instanceof AppError ? new RpcError('params', thrown.message) : thrown;
    }
    this.#direction = given.direction;
    this.#seed = given.seed;
    this.#history = { direction: given.direction, trials: this.#trials };
  }

  /** Points that were put in come first; pending trials count. null: the space is exhausted. */
  ask(): { readonly trial: number; readonly params: Params } | null {
    const number = this.#trials.length + 1;
    const params = this.#queue.shift() ?? this.#suggest(number);
    if (params === null) return null;
    this.#trials.push({ number, state: 'running', params, value: null, steps: [], values: [] });
    return { trial: number, params };
  }

  /** Whether the trial should be stopped. Steps must rise. */
  report(number: number, step: number, value: number): boolean {
    const trial = this.#pending(number);
    const last = trial.steps.at(-1);
    if (last !== undefined && step <= last) {
      throw new RpcError(
        'params',
        `step: ${step} does not come after step ${last} of trial ${number}; report steps in order, each once.`,
      );
    }
    trial.steps.push(step);
    trial.values.push(value);
    return this.#pruner.judge(trial, step, this.#history).prune;
  }

  /** null: it failed. NaN and the infinities: it diverged, the worst that can be. */
  tell(number: number, value: number | null, state: ToldState | undefined): void {
    Object.assign(this.#pending(number), outcomeOf(value, state));
  }

  /** The next trial that is asked for; what it leaves out is filled in. */
  enqueue(point: Params): void {
    this.#queue.push(this.#complete(point, this.#trials.length + this.#queue.length + 1));
  }

  /** An observation from outside: every active parameter must be given. */
  add(point: Params, value: number | null, state: ToldState | undefined): number {
    const number = this.#trials.length + 1;
    const params = this.#legal(point);
    this.#trials.push({ number, params, steps: [], values: [], ...outcomeOf(value, state) });
    return number;
  }

  /** The best complete trial, the earliest of equals. */
  best(): { readonly trial: number; readonly params: Params; readonly value: number } | null {
    let best: Live | null = null;
    for (const trial of this.#trials) {
      if (trial.state !== 'complete' || trial.value === null) continue;
      if (best === null || isBetter(trial.value, best.value ?? 0, this.#direction)) best = trial;
    }
    return best && { trial: best.number, params: best.params, value: best.value ?? 0 };
  }

  importance(): Record<string, number> {
    return pedAnova(this.#space, this.#history.trials, this.#direction);
  }

  #suggest(number: number): Params | null {
    const random = randomStream(deriveSeed(this.#seed, number, 'sampler'));
    const suggestion = this.#sampler.suggest(this.#space, this.#history, random);
    return suggestion.kind === 'params' ? suggestion.params : null;
  }

  #complete(point: Params, number: number): Params {
    this.#refuseUnknown(point);
    try {
      return completePoint(point, this.#space, randomStream(deriveSeed(this.#seed, number, 'sampler')));
    } catch (thrown) {
      throw thrown instanceof AppError ? new RpcError('params', `params: ${thrown.message}`) : thrown;
    }
  }

  #legal(point: Params): Params {
    this.#refuseUnknown(point);
    const active = activeDimensions(this.#space, point);
    const entries = active.map((dimension): [string, SettingValue] => {
      const value = point[dimension.name];
      const legal = value === undefined ? undefined : legalValue(dimension, value);
      if (legal !== undefined) return [dimension.name, legal];
      const what = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}, outside its range`;
      throw new RpcError('params', `params.${dimension.name} ${what}; give a value of the space.`);
    });
    const params = Object.fromEntries(entries);
    const inactive = Object.keys(point).find((name) => !(name in params));
    if (inactive === undefined) return params;
    throw new RpcError('params', `params.${inactive} is not active with these values; leave it out.`);
  }

  #refuseUnknown(point: Params): void {
    const names = new Set(this.#space.dimensions.map(({ name }) => name));
    const unknown = Object.keys(point).find((name) => !names.has(name));
    if (unknown !== undefined) {
      throw new RpcError('params', `params.${unknown} is no parameter of the study; it has ${[...names].join(', ')}.`);
    }
  }

  #pending(number: number): Live {
    const trial = this.#trials[number - 1];
    if (trial === undefined)
      throw new RpcError('unknownTrial', `trial: The study has no trial ${number}; ask for one first.`);
    if (trial.state === 'running') return trial;
    throw new RpcError('alreadyTold', `trial: Trial ${number} was told already; a result cannot be changed.`);
  }
}

function outcomeOf(value: number | null, state: ToldState = 'complete'): { state: TrialState; value: number | null } {
  if (value === null || state === 'failed') return { state: 'failed', value: null };
  if (!Number.isFinite(value)) return { state: 'diverged', value: null };
  return { state: state === 'pruned' ? 'stopped' : 'complete', value };
}

function isBetter(a: number, b: number, direction: Direction): boolean {
  return direction === 'maximize' ? a > b : a < b;
}
