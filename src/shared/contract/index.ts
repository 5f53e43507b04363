// The contract between host and page: every call and every event, in one object.
import { adviceCalls } from './advice.ts';
import { analysis } from './analysis.ts';
import { app } from './app.ts';
import { checks } from './checks.ts';
import { curveCalls } from './curve-advice.ts';
import { dataLibrary } from './data-library.ts';
import { datasets } from './datasets.ts';
import type { Handlers as HandlersOf, Publish as PublishOf, RpcNames } from './define.ts';
import { engine } from './engine.ts';
import { metrics } from './metrics.ts';
import { space } from './space.ts';
import { stages } from './stages.ts';
import { studies } from './studies.ts';
import { test } from './test.ts';
import { trials } from './trials.ts';
import { views } from './views.ts';

export const contract = {
  ...app,
  ...studies,
  ...space,
  ...stages,
  ...trials,
  ...views,
  ...metrics,
  ...test,
  ...analysis,
  ...adviceCalls,
  ...curveCalls,
  ...checks,
  ...datasets,
  ...dataLibrary,
  ...engine,
} as const;

export type VernierContract = typeof contract;
export type VernierHandlers = HandlersOf<VernierContract>;
export type VernierPublish = PublishOf<VernierContract>;
export type VernierCall = RpcNames<VernierContract>;
