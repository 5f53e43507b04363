// Which component shows which route. A page that is not here has no entry in the rail, the tabs or the palette.
import type { ReactNode } from 'react';
import type { Route } from '../state/index.ts';
import { LivePage } from './live-page.tsx';

export const hasPage: Readonly<Record<'studies' | 'new' | 'live' | 'trials', boolean>> = {
  studies: false,
  new: false,
  live: true,
  trials: false,
};

export function pageOf(route: Route): ReactNode {
  switch (route.page) {
    case 'studies':
      return null;
    case 'new':
      return null;
    case 'study':
      return <LivePage key={route.id} studyId={route.id} />;
  }
}
