// The service: studies in memory, one function per method.
import { createPruner, createSampler } from '#main/search/index.ts';
import { suggestion } from '#shared/settings/nearest.ts';
import { type Method, methodParams, readParams } from './params.ts';
import { readObjectives } from './result.ts';
import { RpcError, rpcCodes } from './rpc-error.ts';
import { readSpace } from './space.ts';
import { AskTellStudy } from './study.ts';

export interface AskTellService {
  /** The result of one call. Throws RpcError, or AppError from the search. */
  call(method: string, params: unknown): unknown;
}

export function createService(): AskTellService {
  const studies = new Map<string, AskTellStudy>();
  let created = 0;
  const open = (id: string): AskTellStudy => {
    const study = studies.get(id);
    if (study) return study;
    const list = [...studies.keys()].slice(0, 12).map((known) => `"${known}"`);
    const there = list.length === 0 ? 'create one first' : `open are ${list.join(', ')}`;
    throw new RpcError(rpcCodes.unknownStudy, `"study" is ${JSON.stringify(id)}, which is not open; ${there}.`);
  };

  const methods: { readonly [M in Method]: (params: unknown) => unknown } = {
    create(params) {
      const {
        space: entries,
        constraints,
        direction,
        objectives: several,
        sampler: spec,
        pruner: judge,
        plannedEpochs,
        seed,
      } = readParams('create', params);
      const objectives = readObjectives({ direction, objectives: several, sampler: spec, pruner: judge });
      const sampler = createSampler(spec);
      const pruner = createPruner(judge, 'stop-only');
      const space = readSpace(entries, constraints, spec);
      const id = String(++created);
      studies.set(id, new AskTellStudy({ space, objectives, sampler, pruner, plannedEpochs, seed }));
      return { study: id };
    },
    ask: (params) => open(readParams('ask', params).study).ask() ?? { trial: null, done: true },
    report(params) {
      const { study, trial, step, value } = readParams('report', params);
      return { prune: open(study).report(trial, step, value) };
    },
    tell(params) {
      const { study, trial, state, ...result } = readParams('tell', params);
      open(study).tell(trial, result, state);
      return {};
    },
    enqueue(params) {
      const { study, params: point } = readParams('enqueue', params);
      open(study).enqueue(point);
      return {};
    },
    add(params) {
      const { study, params: point, state, ...result } = readParams('add', params);
      return { trial: open(study).add(point, result, state) };
    },
    best: (params) => open(readParams('best', params).study).best(),
    front: (params) => ({ front: open(readParams('front', params).study).front() }),
    importance(params) {
      const { study, objective } = readParams('importance', params);
      return { importance: open(study).importance(objective) };
    },
    close(params) {
      const { study } = readParams('close', params);
      open(study);
      studies.delete(study);
      return {};
    },
  };

  return {
    call(method, params) {
      if (!Object.hasOwn(methods, method)) {
        const known = Object.keys(methodParams);
        throw new RpcError(
          rpcCodes.method,
          `There is no method ${JSON.stringify(method)}; ${suggestion(method, known)}`,
        );
      }
      return methods[method as Method](params);
    },
  };
}
