// Which pages exist. One that does not has no entry in the rail, the tabs or the palette.
import type { Route, StudyTab } from '../state/index.ts';

export const hasPage: Readonly<Record<Exclude<Route['page'], 'study'> | StudyTab, boolean>> = {
  studies: true,
  data: true,
  new: true,
  logs: true,
  engine: true,
  recipes: true,
  settings: true,
  setup: true,
  space: true,
  live: true,
  trials: true,
  checks: true,
  stages: true,
  analyse: true,
  compare: true,
};
