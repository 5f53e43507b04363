// New study: five steps that are a study file, checked while it is written.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { startOrAsk, useCall } from '../../data/index.ts';
import { hasSource, isComplete, useProfile } from '../../data-view/use-profile.ts';
import { useSniff } from '../../data-view/use-sniff.ts';
import { common, useHostText, useTexts } from '../../i18n/index.ts';
import { hashOf, navigate, readChanges, replaceQuery, useLocation } from '../../state/index.ts';
import { Button, EmptyState, PageHead, Panel, TickStrip, toastError } from '../../ui/index.ts';
import { DraftBar } from './components/draft-bar.tsx';
import { Outlook } from './components/outlook.tsx';
import { DraftProvider, type DraftView } from './draft-context.ts';
import { useDraftStore } from './draft-store.ts';
import { useMeasureStore } from './measure-store.ts';
import { type Draft, dataOf, fitToData, isSampleStudy } from './model/draft.ts';
import { factsOfProfile } from './model/facts.ts';
import { pathFieldOf } from './model/own-data.ts';
import { settingRows } from './model/setting-rows.ts';
import { spaceOf } from './model/space-draws.ts';
import { replanned } from './model/stage-plan.ts';
import type { StepNumber } from './model/steps.ts';
import { changeDraft, templateOf } from './model/template.ts';
import style from './new-study.module.css';
import { Steps } from './steps/steps.tsx';
import { texts } from './texts.ts';
import { useCheck } from './use-check.ts';
import { useClasses } from './use-classes.ts';
import { useSampleStudies } from './use-sample-studies.ts';

export function NewStudyPage() {
  const t = useTexts(texts);
  const say = useHostText();
  const tc = useTexts(common);
  const call = useCall();
  const { query } = useLocation();
  const { history, load, edit } = useDraftStore();
  const [failure, setFailure] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  const empty = history === null;
  const { from, change } = query;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again after a failure
  useEffect(() => {
    if (!empty && !from && !change) return;
    let live = true;
    setFailure(null);
    const work = async () => {
      const file = from
        ? templateOf(await call('studies.get', { id: from }))
        : empty
          ? (await call('app.sampleStudy', {})).file
          : null;
      if (!live) return;
      if (file !== null) load(file);
      const changes = readChanges(change);
      if (changes.length > 0) edit('changes', (at) => changeDraft(at, changes));
      if (from || change) replaceQuery({ from: null, change: null });
    };
    work().catch((thrown: unknown) => {
      if (live) setFailure(thrown instanceof Error ? thrown : new Error(String(thrown)));
    });
    return () => {
      live = false;
    };
  }, [empty, from, change, call, load, edit, attempt]);

  if (failure) {
    return (
      <Panel name={t('page')}>
        <EmptyState
          title={t('loadFailed')}
          actions={<Button onClick={() => setAttempt((n) => n + 1)}>{tc('tryAgain')}</Button>}
        >
          {say(failure.message)}
        </EmptyState>
      </Panel>
    );
  }
  if (history === null) {
    return (
      <Panel name={t('page')}>
        <TickStrip />
      </Panel>
    );
  }
  return <Form draft={history.present} />;
}

function Form({ draft }: { draft: Draft }) {
  const t = useTexts(texts);
  const say = useHostText();
  const call = useCall();
  const editDraft = useDraftStore((store) => store.edit);
  const [step, setStep] = useState<StepNumber>(1);
  const [starting, setStarting] = useState(false);
  const sampleFiles = useSampleStudies();
  const data = dataOf(draft);
  const { profile, problems: dataProblems, busy: profileBusy } = useProfile(data);
  const classes = useClasses(data, profile);
  const facts = useMemo(() => (profile ? factsOfProfile(profile) : null), [profile]);
  const edit = useCallback<DraftView['edit']>(
    (field, change) => editDraft(field, (at) => replanned(at, change(at), facts)),
    [editDraft, facts],
  );
  const check = useCheck(draft.file, facts);
  const sniff = useSniff(data);
  useEffect(() => {
    if (facts) edit('data.facts', (at) => fitToData(at, facts));
  }, [facts, edit]);
  // Whoever leaves does not wait for a measurement.
  useEffect(() => useMeasureStore.getState().cancel, []);
  const rows = useMemo(() => settingRows(draft.file, facts), [draft.file, facts]);
  const { data: ownData, settings, runner } = draft.file;
  const draftSpace = useMemo(
    () => spaceOf({ data: ownData, settings, runner }, facts),
    [ownData, settings, runner, facts],
  );
  const problems = useMemo(() => {
    const unreadable = hasSource(data) ? sniff.problem : t('blocked.data');
    if (unreadable !== null) {
      const other = check.problems.filter((problem) => !problem.path.startsWith('data'));
      return [{ severity: 'error' as const, path: pathFieldOf(data), message: unreadable }, ...other];
    }
    const known = new Set(check.problems.map((problem) => problem.message));
    return [...check.problems, ...dataProblems.filter((problem) => !known.has(problem.message))];
  }, [check.problems, dataProblems, data, sniff.problem, t]);
  const view = useMemo(
    (): DraftView => ({
      draft,
      rows,
      facts,
      profile,
      profileBusy,
      classes,
      sniff,
      sampleFiles,
      problems,
      spaceSize: check.spaceSize,
      parsed: check.parsed,
      draftSpace,
      edit,
    }),
    [
      draft,
      rows,
      facts,
      profile,
      profileBusy,
      classes,
      sniff,
      sampleFiles,
      problems,
      check.spaceSize,
      check.parsed,
      draftSpace,
      edit,
    ],
  );

  const errors = problems.filter((problem) => problem.severity === 'error');
  const [first] = errors;
  const blocked = first
    ? t('blocked.problems', { n: errors.length, first: say(first.message) })
    : !isComplete(data)
      ? t('blocked.data')
      : check.failure
        ? t('hostSilent', { message: check.failure })
        : check.busy
          ? t('blocked.checking')
          : profileBusy || sniff.busy
            ? t('blocked.profile')
            : null;
  // Before React has drawn the busy button a second press may already be under way.
  const pressed = useRef(false);
  const start = async () => {
    if (pressed.current) return;
    pressed.current = true;
    setStarting(true);
    try {
      const { id } = await call('studies.open', { file: draft.file, path: null });
      const started = await startOrAsk(call, id);
      // A draft whose checks failed stays: it is where they are repaired.
      if (started) useDraftStore.getState().clear();
      navigate({ page: 'study', id, tab: started ? 'live' : 'checks' });
    } catch (thrown) {
      toastError(thrown);
      pressed.current = false;
      setStarting(false);
    }
  };
  const isSample = isSampleStudy(draft.file, sampleFiles);

  return (
    <DraftProvider value={view}>
      <div className={style.page}>
        <DraftBar />
        <div className={style.columns}>
          <Panel
            name={t('page')}
            bodyClassName={style.main}
            head={
              <PageHead title={t('title')} text={t(isSample ? 'subtitle' : 'subtitleOwn')}>
                <Button
                  size="large"
                  icon="folder"
                  onClick={() => {
                    location.hash = hashOf({ page: 'studies' }, { open: 'file' });
                  }}
                >
                  {t('openFile')}
                </Button>
                <Button
                  size="large"
                  kind="primary"
                  icon="play"
                  busy={starting ? t('starting') : null}
                  disabledReason={blocked}
                  onClick={() => void start()}
                >
                  {isSample ? t('startSample') : t('start')}
                </Button>
              </PageHead>
            }
          >
            <Steps step={step} onStep={setStep} />
          </Panel>
          <Outlook checking={check.busy} failure={check.failure} onStep={setStep} />
        </div>
      </div>
    </DraftProvider>
  );
}
