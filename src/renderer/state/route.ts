// Where the page is, in the URL hash: #/studies, #/data, #/new, #/logs, #/engine, #/settings, #/recipes, #/study/<id>/<tab>?view=state.
import { useSyncExternalStore } from 'react';

export const studyTabs = ['setup', 'space', 'live', 'trials', 'checks', 'stages', 'analyse', 'compare'] as const;
export type StudyTab = (typeof studyTabs)[number];

export type Route =
  | { page: 'studies' }
  | { page: 'data' }
  | { page: 'new' }
  | { page: 'logs' }
  | { page: 'engine' }
  | { page: 'settings' }
  | { page: 'recipes' }
  | { page: 'study'; id: string; tab: StudyTab };

export interface Location {
  readonly route: Route;
  /** View state of the page: which metric, scale, selected run … */
  readonly query: Readonly<Record<string, string>>;
}

/** Those that a name says wholly. */
const pages = ['data', 'new', 'logs', 'engine', 'settings', 'recipes'] as const;

/** Any hash; what cannot be read leads to the studies. */
export function parseHash(hash: string): Location {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  const [page, id, tab] = path.split('/').filter(Boolean).map(decode);
  if (pages.some((one) => one === page)) return { route: { page: page as (typeof pages)[number] }, query };
  if (page === 'study' && id) {
    return { route: { page: 'study', id, tab: studyTabs.find((known) => known === tab) ?? 'live' }, query };
  }
  return { route: { page: 'studies' }, query };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function hashOf(route: Route, query: Readonly<Record<string, string | null | undefined>> = {}): string {
  const path = route.page === 'study' ? `study/${encodeURIComponent(route.id)}/${route.tab}` : route.page;
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value);
  // Lists stay readable in an address: a comma needs no escape in a fragment (RFC 3986, section 3.5).
  const text = search.toString().replaceAll('%2C', ',');
  return `#/${path}${text ? `?${text}` : ''}`;
}

export function navigate(route: Route): void {
  location.hash = hashOf(route);
}

/** Changes view state in place, without a step in the history; null removes a key. */
export function replaceQuery(changes: Readonly<Record<string, string | null>>): void {
  const { route, query } = parseHash(location.hash);
  const next = hashOf(route, { ...query, ...changes });
  if (next === location.hash) return;
  history.replaceState(history.state, '', next);
  for (const listener of listeners) listener();
}

const listeners = new Set<() => void>();
let last = { hash: '', value: parseHash('') };

function snapshot(): Location {
  if (location.hash !== last.hash) last = { hash: location.hash, value: parseHash(location.hash) };
  return last.value;
}

export function useLocation(): Location {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    window.addEventListener('hashchange', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('hashchange', listener);
    };
  }, snapshot);
}
