// Title bar, rail, study tabs, page, status bar.
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useStudies } from '../data/index.ts';
import { useLanguageStore, useTexts } from '../i18n/index.ts';
import {
  type Command,
  hashOf,
  navigate,
  replaceQuery,
  studyTabs,
  useCommands,
  useGivenFiles,
  useLocation,
  useSelection,
  useTheme,
} from '../state/index.ts';
import { ErrorBoundary, TickStrip, useDensity } from '../ui/index.ts';
import { Announcer } from './announcer.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { DamageBanner } from './damage-banner.tsx';
import { DropTarget } from './drop-target.tsx';
import { focusNextPanel } from './key-handler.ts';
import { KeyList } from './key-list.tsx';
import { Notifier } from './notifier.tsx';
import { pageOf, preloadPages } from './pages.tsx';
import { places, tabKeys } from './places.ts';
import { Rail } from './rail.tsx';
import style from './shell.module.css';
import { StartQuestion } from './start-question.tsx';
import { StatusBar } from './status-bar.tsx';
import { StudyProblem } from './study-problem.tsx';
import { StudyTabs } from './study-tabs.tsx';
import { texts } from './texts.ts';
import { TitleBar } from './title-bar.tsx';

/** When the first page has long been drawn. */
const preloadAfterMs = 2000;

export function Shell() {
  const { route } = useLocation();
  const studyId = route.page === 'study' ? route.id : null;
  const openSelection = useSelection((store) => store.open);
  // Before the page draws: its first frame must already have the study's own colours.
  if (studyId && useSelection.getState().studyId !== studyId) openSelection(studyId);
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  useShellCommands(setOpen, studyId);
  useStudyCommands();
  useEffect(() => {
    const idle = setTimeout(preloadPages, preloadAfterMs);
    return () => clearTimeout(idle);
  }, []);

  return (
    <div className={style.shell}>
      <TitleBar studyId={studyId} onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <Rail page={route.page} />
      <div className={style.work}>
        <ConnectionBanner />
        <DamageBanner />
        {route.page === 'study' ? <StudyTabs id={route.id} tab={route.tab} /> : null}
        {route.page === 'study' ? <StudyProblem key={route.id} id={route.id} /> : null}
        <main className={style.page}>
          <ErrorBoundary key={route.page === 'study' ? `${route.id}/${route.tab}` : route.page}>
            <Suspense fallback={<TickStrip />}>{pageOf(route)}</Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <StatusBar studyId={studyId} />
      {studyId ? <Announcer key={studyId} studyId={studyId} /> : null}
      <DropTarget />
      <Notifier open={studyId} />
      <StartQuestion />
      <CommandPalette open={open === 'palette'} onClose={() => setOpen(null)} />
      <KeyList open={open === 'keys'} onClose={() => setOpen(null)} />
    </div>
  );
}

function useShellCommands(show: (what: 'palette' | 'keys') => void, studyId: string | null): void {
  const t = useTexts(texts);
  const commands = useMemo(() => {
    const group = t('group.general');
    const list: (Command | false)[] = [
      {
        id: 'palette',
        name: t('palette'),
        group,
        shortcut: 'Mod+K',
        inFields: true,
        hidden: true,
        perform: () => show('palette'),
      },
      { id: 'keys', name: t('keys'), group, shortcut: '?', perform: () => show('keys') },
      {
        id: 'panel.next',
        name: t('nextPanel'),
        group,
        shortcut: 'F6',
        inFields: true,
        hidden: true,
        perform: () => focusNextPanel(false),
      },
      {
        id: 'panel.previous',
        name: t('nextPanel'),
        group,
        shortcut: 'Shift+F6',
        inFields: true,
        hidden: true,
        perform: () => focusNextPanel(true),
      },
      ...places.map(
        ({ page, command, keys }): Command => ({
          id: `go.${page}`,
          name: t(command),
          group,
          shortcut: keys,
          perform: () => navigate({ page }),
        }),
      ),
      {
        id: 'studies.openFile',
        name: t('openStudyFile'),
        group,
        shortcut: 'Mod+O',
        perform: () => {
          navigate({ page: 'studies' });
          replaceQuery({ open: 'file' });
        },
      },
      {
        id: 'data.add',
        name: t('addData'),
        group,
        perform: () => {
          location.hash = hashOf({ page: 'data' }, { set: 'new' });
        },
      },
      studyId !== null && {
        id: 'go.studyData',
        name: t('studyData'),
        group,
        perform: () => {
          location.hash = hashOf({ page: 'data' }, { study: studyId });
        },
      },
      {
        id: 'logs.choose',
        name: t('adviseLog'),
        group,
        perform: () => {
          useGivenFiles.getState().choose();
          navigate({ page: 'logs' });
        },
      },
      ...(studyId === null ? [] : studyTabs).map(
        (tab): Command => ({
          id: `go.${tab}`,
          name: t(`tab.${tab}`),
          group,
          shortcut: tabKeys[tab],
          perform: () => navigate({ page: 'study', id: studyId ?? '', tab }),
        }),
      ),
      {
        id: 'theme',
        name: t('switchTheme'),
        group,
        perform: () => useTheme.getState().set(useTheme.getState().shown === 'dark' ? 'light' : 'dark'),
      },
      {
        id: 'density',
        name: t('switchDensity'),
        group,
        perform: () =>
          useDensity.getState().set(useDensity.getState().density === 'compact' ? 'comfortable' : 'compact'),
      },
      {
        id: 'language',
        name: t('switchLanguage'),
        group,
        perform: () => useLanguageStore.getState().set(useLanguageStore.getState().language === 'en' ? 'zh' : 'en'),
      },
    ];
    return list.filter((command) => command !== false);
  }, [t, show, studyId]);
  useCommands(commands);
}

/** One palette entry per study. */
function useStudyCommands(): void {
  const t = useTexts(texts);
  const { data } = useStudies();
  const commands = useMemo(
    () =>
      (data ?? []).map(
        (study): Command => ({
          id: `open.${study.id}`,
          name: t('openStudy', { name: study.name }),
          group: t('studies'),
          perform: () => navigate({ page: 'study', id: study.id, tab: 'live' }),
        }),
      ),
    [data, t],
  );
  useCommands(commands);
}
