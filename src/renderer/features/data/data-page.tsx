// Data: the list of what there is to learn from, and beside it one data set looked into.
import { useEffect, useMemo, useRef } from 'react';
import { pathOf, useCall, useRead, useStudies } from '../../data/index.ts';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import {
  type Command,
  type GivenFile,
  replaceQuery,
  useCommands,
  useGivenFiles,
  useLocation,
} from '../../state/index.ts';
import { EmptyState, Panel, TickStrip, toast, toastError } from '../../ui/index.ts';
import { DataList } from './components/data-list.tsx';
import { Detail, type DetailOf } from './components/detail.tsx';
import { Overview } from './components/overview.tsx';
import { useCopy } from './copy-store.ts';
import style from './data-page.module.css';
import { useDataEdits } from './edits-store.ts';
import { splitKnown } from './model.ts';
import { texts } from './texts.ts';
import { useKnownData } from './use-data-sets.ts';

export const newKey = 'new';
const emptyData = { source: 'csv', path: '' };

export function DataPage() {
  const t = useTexts(texts);
  const language = useLanguage();
  const { query } = useLocation();
  const known = useKnownData();
  const samples = useRead('datasets.samples', {});
  const lists = useMemo(() => splitKnown(known.data ?? [], samples.data ?? []), [known.data, samples.data]);
  const give = useGiven();
  useStudyLink(query.study, known.data);

  const chosen = query.set ?? null;
  const detail = useMemo((): DetailOf | null => {
    if (chosen === newKey) return { key: newKey, name: '', base: emptyData, known: null };
    if (chosen?.startsWith('sample:')) {
      const found = lists.samples.find(({ sample }) => `sample:${sample.name}` === chosen);
      if (!found) return null;
      const base = { source: 'sample', name: found.sample.name };
      return { key: chosen, name: found.sample.title[language], base, known: found.known };
    }
    const own = lists.own.find(({ id }) => id === chosen);
    return own ? { key: own.id, name: own.name, base: own.data, known: own } : null;
  }, [chosen, lists, language]);
  const choose = (key: string) => replaceQuery({ set: key });
  useCommands(
    useMemo(
      (): Command[] => [
        {
          id: 'data.new',
          name: t('add'),
          group: t('title'),
          shortcut: 'A',
          perform: () => replaceQuery({ set: newKey }),
        },
      ],
      [t],
    ),
  );

  return (
    <div className={style.page}>
      <DataList lists={lists} query={known} chosen={chosen} onChoose={choose} />
      {detail ? (
        <Detail key={detail.key} of={detail} onGiven={give} onChoose={choose} />
      ) : chosen === null && !known.isPending && !samples.isPending ? (
        <Overview lists={lists} onChoose={choose} />
      ) : (
        <Panel name={t('detail')}>
          {known.isPending || samples.isPending ? (
            <TickStrip />
          ) : (
            <EmptyState title={t('unknownTitle')}>{t('unknownText')}</EmptyState>
          )}
        </Panel>
      )}
    </div>
  );
}

/** Files that were given: by their path where the page knows it, else by copying them, asked for first. */
function useGiven(): (files: readonly GivenFile[]) => void {
  const t = useTexts(texts);
  const call = useCall();
  const give = useRef((_: readonly GivenFile[]) => {});
  give.current = (files) => {
    const place = placeOf(files);
    const edits = useDataEdits.getState();
    const put = (path: string) => {
      edits.discard(newKey);
      edits.edit(newKey, emptyData, 'data.path', () => ({ source: 'csv', path }));
      replaceQuery({ set: newKey });
    };
    if (place !== null) return put(place);
    replaceQuery({ set: newKey });
    if (useCopy.getState().copy !== null) return toastError(new Error(t('copyBusy')));
    useCopy
      .getState()
      .start(call, files)
      .then((path) => {
        if (path === null) return toast(t('copyCancelled'));
        put(path);
        toast(t('copied', { path }));
      })
      .catch(toastError);
  };
  const waiting = useGivenFiles((store) => store.data);
  useEffect(() => {
    const files = waiting === null ? null : useGivenFiles.getState().takeData();
    if (files !== null) give.current(files);
  }, [waiting]);
  return (files) => give.current(files);
}

/** Where the file or the folder lies; null where the page cannot know it. */
function placeOf([first]: readonly GivenFile[]): string | null {
  const path = first && pathOf(first.file);
  if (!first || !path) return null;
  if (first.folders.length === 0) return path;
  return path
    .split(/(?=[\\/])/)
    .slice(0, -first.folders.length)
    .join('');
}

/** "#/data?study=…" leads to the data set that the study uses. */
function useStudyLink(study: string | undefined, known: ReturnType<typeof useKnownData>['data']): void {
  const t = useTexts(texts);
  const { data: studies } = useStudies();
  useEffect(() => {
    if (study === undefined || known === undefined || studies === undefined) return;
    const found = known.find((one) => one.studies.some(({ id }) => id === study));
    const key = found?.data.source === 'sample' ? `sample:${found.data.name}` : found?.id;
    replaceQuery({ study: null, set: key ?? null });
    if (key === undefined) toast(t('studyWithout'));
  }, [study, known, studies, t]);
}
