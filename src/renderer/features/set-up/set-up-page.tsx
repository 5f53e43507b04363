// What a study was made of: its data, model, objective, search and stages, to be read; saving its file, and a new study from it.
import { useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import { isRange } from '#shared/study/ranges.ts';
import { useStudy } from '../../data/index.ts';
import { clock, settingText, settingTitle, useLanguage, useTexts } from '../../i18n/index.ts';
import { StudyFailed } from '../../parts/index.ts';
import { diffTexts, entryText } from '../../space/index.ts';
import { type Command, hashOf, navigate, useCommands } from '../../state/index.ts';
import { Button, Chip, Panel, PanelHead, TickStrip } from '../../ui/index.ts';
import { fileSlug, saveText } from '../../ui/save-text.ts';
import { describe, type Fact, readFile, type SectionId, sectionsOf } from './model.ts';
import style from './set-up.module.css';
import { texts } from './texts.ts';

export function SetUpPage({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const study = useStudy(studyId);
  if (study.error && !study.data) {
    return <StudyFailed title={t('title')} error={study.error} onRetry={() => void study.refetch()} />;
  }
  if (!study.data) {
    return (
      <Panel name={t('title')} head={<PanelHead label={t('title')} />}>
        <TickStrip />
      </Panel>
    );
  }
  return <SetUp detail={study.data} />;
}

function SetUp({ detail: { summary, file } }: { detail: StudyDetail }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { id, name, path, createdAt, spaceVersion } = summary;
  const read = useMemo(() => readFile(file), [file]);
  const sections = useMemo(() => (read === null ? [] : sectionsOf(read, summary)), [read, summary]);
  const origin = read?.runner.kind === 'none' ? 'importedHere' : 'inStudio';
  const actions = useMemo(
    () => ({
      begin: () => {
        location.hash = hashOf({ page: 'new' }, { from: id });
      },
      save: () => saveText(`${fileSlug(name)}.json`, 'application/json', `${JSON.stringify(file, null, 2)}\n`),
      space: () => navigate({ page: 'study', id, tab: 'space' }),
    }),
    [id, name, file],
  );
  useCommands(
    useMemo((): readonly Command[] => {
      const group = t('group');
      return [
        { id: 'setup.new', name: t('newStudy'), group, perform: actions.begin },
        { id: 'setup.save', name: t('save'), group, perform: actions.save },
      ];
    }, [t, actions]),
  );
  return (
    <Panel
      name={t('title')}
      bodyClassName={style.body}
      head={
        <PanelHead
          label={t('title')}
          context={`${t('made', { time: clock(createdAt, language) })} · ${path === null ? t(origin) : t('fromPath', { path })}`}
        >
          {spaceVersion === undefined ? null : <Chip tone="index">{t('version', { n: spaceVersion })}</Chip>}
          <span className="row end">
            <Button size="small" icon="settings" onClick={actions.space}>
              {t('space')}
            </Button>
            <Button size="small" icon="export" onClick={actions.save}>
              {t('save')}
            </Button>
            <Button size="small" icon="copy" kind="primary" onClick={actions.begin}>
              {t('newStudy')}
            </Button>
          </span>
        </PanelHead>
      }
    >
      {read === null ? <p className={style.note}>{t('unreadable')}</p> : null}
      <div className={style.sections}>
        {sections.map(({ id: section, facts }) => (
          <section key={section} aria-label={t(`section.${section}`)} className={style.section}>
            <h3 className="label">{t(`section.${section}`)}</h3>
            <dl className={style.facts}>
              {facts.map((fact, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and nothing moves
                <FactRow key={i} section={section} fact={fact} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <details className={style.written} open>
        <summary>{t('asWritten')}</summary>
        <pre>{JSON.stringify(file, null, 2)}</pre>
      </details>
    </Panel>
  );
}

type Key = keyof typeof texts.en;

function FactRow({ section, fact: { name, value } }: { section: SectionId; fact: Fact }) {
  const t = useTexts(texts);
  const td = useTexts(diffTexts);
  const language = useLanguage();
  const known = `name.${name}`;
  const title =
    value.kind === 'setting'
      ? settingTitle(name, language)
      : section !== 'stages' && known in texts.en
        ? t(known as Key)
        : name;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {value.kind === 'text' ? value.text : null}
        {value.kind === 'word' ? t(`${value.group}.${value.word}` as Key, { more: value.more }) : null}
        {value.kind === 'method' ? (
          <>
            {t(`${value.group}.${value.word}` as Key)}
            {value.options.map(([option, set]) => (
              <span key={option} className="t2">
                {' '}
                · {optionTitle(value.group, option, t)} {optionText(option, set, t)}
              </span>
            ))}
          </>
        ) : null}
        {value.kind === 'points' ? (
          <ol className={style.points}>
            {value.points.map((point, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: points may repeat, and nothing moves
              <li key={i}>
                {Object.entries(point)
                  .map(([key, set]) => `${settingTitle(key, language)} ${settingText(set)}`)
                  .join(' · ') || t('pointDefault')}
              </li>
            ))}
          </ol>
        ) : null}
        {value.kind === 'setting' ? (
          isRange(value.entry) ? (
            <>
              {entryText(value.entry, td)} <span className="t2">{t('searched')}</span>
            </>
          ) : (
            settingText(value.entry)
          )
        ) : null}
      </dd>
    </div>
  );
}

type Say = ReturnType<typeof useTexts<Key>>;

/** As it is called where it is entered; as the file has it where the page knows no name. */
function optionTitle(group: 'sampler' | 'pruner', option: string, t: Say): string {
  const key = [`option.${group}.${option}`, `option.${option}`].find((one) => one in texts.en);
  return key === undefined ? option : t(key as Key);
}

function optionText(option: string, value: unknown, t: Say): string {
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (option === 'over') return t(value === 'data' ? 'over.data' : 'over.epochs');
  return typeof value === 'number' ? settingText(value) : describe(value);
}
