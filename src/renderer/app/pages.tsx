// Which component shows which route. The Live page is part of the first load, since its first paint counts; the others come in
// files of their own, fetched when the page is idle or when they are first asked for.
import type { ReactNode } from 'react';
import { AddStageDialog } from '../features/add-stage/index.ts';
import { StudyAdvicePanel } from '../features/study-advice/index.ts';
import type { Route } from '../state/index.ts';
import { LivePage } from './live-page.tsx';
import { pageFrom } from './page-file.tsx';

const pages = {
  studies: pageFrom(() => import('../features/studies/index.ts').then((feature) => feature.StudiesPage)),
  data: pageFrom(() => import('../features/data/index.ts').then((feature) => feature.DataPage)),
  new: pageFrom(() => import('../features/new-study/index.ts').then((feature) => feature.NewStudyPage)),
  logs: pageFrom(() => import('../features/logs/index.ts').then((feature) => feature.LogsPage)),
  engine: pageFrom(() => import('../features/engine/index.ts').then((feature) => feature.EnginePage)),
  recipes: pageFrom(() => import('../features/recipes/index.ts').then((feature) => feature.RecipesPage)),
  settings: pageFrom(() => import('../features/settings/index.ts').then((feature) => feature.SettingsPage)),
};
const tabs = {
  setup: pageFrom(() => import('../features/set-up/index.ts').then((feature) => feature.SetUpPage)),
  space: pageFrom(() => import('../features/space/index.ts').then((feature) => feature.SpacePage)),
  trials: pageFrom(() => import('../features/trials/index.ts').then((feature) => feature.TrialsPage)),
  checks: pageFrom(() => import('../features/preflight/index.ts').then((feature) => feature.PreflightPage)),
  stages: pageFrom(() => import('../features/stages/index.ts').then((feature) => feature.StagesPage)),
  compare: pageFrom(() => import('../features/compare/index.ts').then((feature) => feature.ComparePage)),
};
const analyse = pageFrom(() => import('../features/analyse/index.ts').then((feature) => feature.AnalysePage));

/** Settles when `pageOf` has all to draw at once; rejects when its file cannot be had. */
export function loadPage(route: Route): Promise<unknown> {
  if (route.page !== 'study') return pages[route.page].load();
  if (route.tab === 'live') return Promise.resolve();
  return route.tab === 'analyse' ? analyse.load() : tabs[route.tab].load();
}

/** Fetches what is not loaded yet; a failure shows when the page is asked for. */
export function preloadPages(): void {
  for (const { load } of [...Object.values(pages), ...Object.values(tabs), analyse]) load().catch(() => undefined);
}

export function pageOf(route: Route): ReactNode {
  if (route.page !== 'study') {
    const { Page } = pages[route.page];
    return <Page />;
  }
  const { id, tab } = route;
  if (tab === 'live') return <LivePage key={id} studyId={id} />;
  if (tab !== 'analyse') {
    const { Page } = tabs[tab];
    return <Page key={id} studyId={id} />;
  }
  return (
    <>
      <AddStageDialog studyId={id} />
      <analyse.Page key={id} studyId={id} advice={(stage) => <StudyAdvicePanel studyId={id} stage={stage} />} />
    </>
  );
}
