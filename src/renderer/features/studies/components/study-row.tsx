// One study of the list: how it stands, its best value, and what can be done with it.
import type { StudySummary } from '#shared/contract/studies.ts';
import { clock, common, metricValue, useLanguage, useTexts } from '../../../i18n/index.ts';
import { hashOf, navigate } from '../../../state/index.ts';
import { IconButton, Menu, StateGlyph } from '../../../ui/index.ts';
import { doneTrials, glyphOf, stateCounts } from '../model.ts';
import { texts } from '../texts.ts';
import style from './study-list.module.css';

export function StudyRow({
  study,
  onRename,
  onDelete,
}: {
  study: StudySummary;
  onRename: () => void;
  onDelete: () => void;
}) {
  const t = useTexts(texts);
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
          <span>{tc(`study.${study.state}`)}</span>
        </span>
      </td>
      <td className={style.name}>
        <a href={hashOf(route)} className="ell">
          {study.name}
        </a>
        {study.reason ? (
          <span className="small t2 ell" title={study.reason}>
            {study.reason}
          </span>
        ) : study.path ? (
          <span className="small t3 ell" title={study.path}>
            {study.path}
          </span>
        ) : null}
      </td>
      <td className="num">
        {best ? (
          <>
            <span className={style.value}>{metricValue(objective.metric, best.value)}</span>
            <span className="small t2">{t('byTrial', { trial: best.trial })}</span>
          </>
        ) : (
          <span className="t3">{t('noBest')}</span>
        )}
        <span className={style.metric}>
          {objective.metric}, {t(objective.direction === 'maximize' ? 'higher' : 'lower')}
        </span>
      </td>
      <td className="num">
        {study.trials === null ? t('trialsOpen', { done }) : t('trialsOf', { done, asked: study.trials })}
        <Budget done={done} asked={study.trials} />
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
            { id: 'rename', label: t('rename'), perform: onRename },
            { kind: 'separator', id: 'line' },
            { id: 'delete', label: t('delete'), icon: 'trash', danger: true, perform: onDelete },
          ]}
        />
      </td>
    </tr>
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
