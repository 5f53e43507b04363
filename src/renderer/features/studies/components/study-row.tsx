// One study of the list: how it stands, its best value, and what can be done with it.
import type { StudySummary } from '#shared/contract/studies.ts';
import { useSparkline } from '../../../data/index.ts';
import { clock, common, metricValue, useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { TagChips } from '../../../parts/index.ts';
import { hashOf, navigate } from '../../../state/index.ts';
import { IconButton, Menu, StateGlyph } from '../../../ui/index.ts';
import { doneTrials, glyphOf, isActive, linePath, stateCounts } from '../model.ts';
import { texts } from '../texts.ts';
import style from './study-list.module.css';

export function StudyRow({
  study,
  onRename,
  onAnnotate,
  onSave,
  onArchive,
  onDelete,
}: {
  study: StudySummary;
  onRename: () => void;
  onAnnotate: () => void;
  onSave: () => void;
  onArchive: () => void;
  onDelete: () => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const tc = useTexts(common);
  const language = useLanguage();
  const { objective, best } = study;
  const done = doneTrials(study);
  const route = { page: 'study', id: study.id, tab: 'live' } as const;
  return (
    <tr data-study={study.id}>
      <td>
        <span className="row">
          <StateGlyph state={glyphOf(study.state)} silent />
          <span>{study.archived ? t('archived') : tc(`study.${study.state}`)}</span>
        </span>
      </td>
      <td className={style.name}>
        <a href={hashOf(route)} className="ell">
          {study.name}
        </a>
        {study.reason ? (
          <span className="small t2 ell" title={say(study.reason)}>
            {say(study.reason)}
          </span>
        ) : study.path ? (
          <span className="small t3 ell" title={study.path}>
            {study.path}
          </span>
        ) : null}
        {study.tags || study.note ? (
          <div className={style.written}>
            {study.tags ? <TagChips tags={study.tags} /> : null}
            {study.note ? (
              <span className="small t2 ell" title={study.note}>
                {study.note.replaceAll('\n', ' ')}
              </span>
            ) : null}
          </div>
        ) : null}
      </td>
      <td className="num">
        <span className="row">
          {best ? (
            <>
              <span className={style.value}>{metricValue(objective.metric, best.value)}</span>
              <span className="small t2">{t('byTrial', { trial: best.trial })}</span>
            </>
          ) : (
            <span className="t3">{t('noBest')}</span>
          )}
          <Course study={study} done={done} />
        </span>
        <span className={style.metric}>
          {objective.metric}, {t(objective.direction === 'maximize' ? 'higher' : 'lower')}
        </span>
      </td>
      <td className="num">
        {study.trials === null ? t('trialsOpen', { done }) : t('trialsOf', { done, asked: study.trials })}
        <Budget done={done} asked={study.trials} />
        {study.stage ? (
          <span className="small t2 ell" title={study.stage.name}>
            {t('stage', { n: study.stage.number, of: study.stage.count, name: study.stage.name })}
          </span>
        ) : null}
      </td>
      <td>
        <span className={style.counts}>
          {stateCounts(study).map(({ state, count }) => (
            <span key={state} className="num" title={tc(`state.${state}`)}>
              <StateGlyph state={state} />
              {count}
            </span>
          ))}
        </span>
      </td>
      <td className="num t2">{clock(study.changedAt, language)}</td>
      <td className={style.actions}>
        <Menu
          trigger={<IconButton icon="more" label={t('actions', { name: study.name })} />}
          entries={[
            { id: 'open', label: t('open'), icon: 'right', perform: () => navigate(route) },
            {
              id: 'template',
              label: t('template'),
              icon: 'copy',
              perform: () => {
                location.hash = hashOf({ page: 'new' }, { from: study.id });
              },
            },
            {
              id: 'data',
              label: t('data'),
              icon: 'data',
              perform: () => {
                location.hash = hashOf({ page: 'data' }, { study: study.id });
              },
            },
            { id: 'rename', label: t('rename'), perform: onRename },
            { id: 'annotate', label: t('annotate'), perform: onAnnotate },
            { id: 'save', label: t('save'), icon: 'export', perform: onSave },
            {
              id: 'archive',
              label: t(study.archived ? 'unarchive' : 'archive'),
              disabled: isActive(study),
              note: isActive(study) ? t('runs') : undefined,
              perform: onArchive,
            },
            { kind: 'separator', id: 'line' },
            { id: 'delete', label: t('delete'), icon: 'trash', danger: true, perform: onDelete },
          ]}
        />
      </td>
    </tr>
  );
}

/** The best value so far from trial to trial, on its own scale. */
function Course({ study: { id, objective }, done }: { study: StudySummary; done: number }) {
  const t = useTexts(texts);
  const values = useSparkline(id, done);
  const d = linePath(values, 72, 16);
  if (d === null) return null;
  const [first, last] = [values[0], values.at(-1)].map((value) => metricValue(objective.metric, value ?? null));
  return (
    <svg
      width={72}
      height={16}
      className={style.course}
      role="img"
      aria-label={t('course', { first: first ?? '', last: last ?? '' })}
    >
      <path d={d} fill="none" stroke="var(--chart-context)" strokeWidth="1.3" />
    </svg>
  );
}

/** Share of the asked trials that ended, on an engraved scale of tenths. */
function Budget({ done, asked }: { done: number; asked: number | null }) {
  if (asked === null || asked === 0) return null;
  return (
    <span className={style.budget} aria-hidden="true">
      <span style={{ width: `${Math.min(1, done / asked) * 100}%` }} />
    </span>
  );
}
