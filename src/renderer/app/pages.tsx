// Which component shows which route. The Live page is part of the first load, since its first paint counts; the others come in
// files of their own, fetched when the page is idle or when they are first asked for.
import { lazy, type ReactNode } from 'react';
import { AddStageDialog } from '../features/add-stage/index.ts';
import { StudyAdvicePanel } from '../features/study-advice/index.ts';
import type { Route } from '../state/index.ts';
import { LivePage } from './live-page.tsx';

const pages = {
  studies: () => import('../features/studies/index.ts').then((feature) => ({ default: feature.StudiesPage })),
  data: () => import('../features/data/index.ts').then((feature) => ({ default: feature.DataPage })),
  newStudy: () => import('../features/new-study/index.ts').then((feature) => ({ default: feature.NewStudyPage })),
  logs: () => import('../features/logs/index.ts').then((feature) => ({ default: feature.LogsPage })),
  engine: () => import('../features/engine/index.ts').then((feature) => ({ default: feature.EnginePage })),
  recipes: () => import('../features/recipes/index.ts').then((feature) => ({ default: feature.RecipesPage })),
  settings: () => import('../features/settings/index.ts').then((feature) => ({ default: feature.SettingsPage })),
  checks: () => import('../features/preflight/index.ts').then((feature) => ({ default: feature.PreflightPage })),
  stages: () => import('../features/stages/index.ts').then((feature) => ({ default: feature.StagesPage })),
  setup: () => import('../features/set-up/index.ts').then((feature) => ({ default: feature.SetUpPage })),
  space: () => import('../features/space/index.ts').then((feature) => ({ default: feature.SpacePage })),
  compare: () => import('../features/compare/index.ts').then((feature) => ({ default: feature.ComparePage })),
  analyse: () => import('../features/analyse/index.ts').then((feature) => ({ default: feature.AnalysePage })),
  trials: () => import('../features/trials/index.ts').then((feature) => ({ default: feature.TrialsPage })),
};
const StudiesPage = lazy(pages.studies);
const DataPage = lazy(pages.data);
const NewStudyPage = lazy(pages.newStudy);
const LogsPage = lazy(pages.logs);
const EnginePage = lazy(pages.engine);
const RecipesPage = lazy(pages.recipes);
const SettingsPage = lazy(pages.settings);
const TrialsPage = lazy(pages.trials);
const PreflightPage = lazy(pages.checks);
const StagesPage = lazy(pages.stages);
const SetUpPage = lazy(pages.setup);
const SpacePage = lazy(pages.space);
const ComparePage = lazy(pages.compare);
const AnalysePage = lazy(pages.analyse);

/** Fetches what is not loaded yet; a failure shows when the page is asked for. */
export function preloadPages(): void {
  for (const load of Object.values(pages)) load().catch(() => undefined);
}

export function pageOf(route: Route): ReactNode {
  switch (route.page) {
    case 'studies':
      return <StudiesPage />;
    case 'data':
      return <DataPage />;
    case 'new':
      return <NewStudyPage />;
    case 'logs':
      return <LogsPage />;
    case 'engine':
      return <EnginePage />;
    case 'recipes':
      return <RecipesPage />;
    case 'settings':
      return <SettingsPage />;
    case 'study':
      return studyPage(route);
  }
}

function studyPage({ id, tab }: Extract<Route, { page: 'study' }>): ReactNode {
  switch (tab) {
    case 'live':
      return <LivePage key={id} studyId={id} />;
    case 'setup':
      return <SetUpPage key={id} studyId={id} />;
    case 'space':
      return <SpacePage key={id} studyId={id} />;
    case 'trials':
      return <TrialsPage key={id} studyId={id} />;
    case 'checks':
      return <PreflightPage key={id} studyId={id} />;
    case 'stages':
      return <StagesPage key={id} studyId={id} />;
    case 'compare':
      return <ComparePage key={id} studyId={id} />;
    case 'analyse':
      return (
        <>
          <AddStageDialog studyId={id} />
          <AnalysePage key={id} studyId={id} advice={(stage) => <StudyAdvicePanel studyId={id} stage={stage} />} />
        </>
      );
  }
}
