// Which component shows which route.
import type { ReactNode } from 'react';
import { NewStudyPage } from '../features/new-study/index.ts';
import { StudiesPage } from '../features/studies/index.ts';
import { TrialsPage } from '../features/trials/index.ts';
import type { Route } from '../state/index.ts';
import { LivePage } from './live-page.tsx';

export function pageOf(route: Route): ReactNode {
  switch (route.page) {
    case 'studies':
      return <StudiesPage />;
    case 'new':
      return <NewStudyPage />;
    case 'study':
      return route.tab === 'trials' ? (
        <TrialsPage key={route.id} studyId={route.id} />
      ) : (
        <LivePage key={route.id} studyId={route.id} />
      );
  }
}
