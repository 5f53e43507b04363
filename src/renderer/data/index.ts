// The one door to the host.
export { AdviceProvider, useAdvice } from './advice.tsx';
export type { ConnectionStatus } from './client.ts';
export { connectToHost, onMenuCommand, pathOf, seesPaths } from './connect.ts';
export type { CurveState } from './curve-feed.ts';
export { CurveStore } from './curve-store.ts';
export {
  type Call,
  useAction,
  useAppInfo,
  useCall,
  useCurves,
  useEngines,
  useLoad,
  useProgress,
  useRead,
  useSparkline,
  useStudies,
  useStudy,
  useStudyAdvice,
  useTestPart,
  useTrial,
  useTrialDetails,
  useTrials,
  useViews,
} from './hooks.ts';
export { askAhead, type Host, HostProvider, openHost, useConnection, useHost } from './host.tsx';
export { Series } from './series.ts';
export { startOrAsk, useStart } from './start-study.ts';
export { useCurveKeys } from './use-curve-keys.ts';
