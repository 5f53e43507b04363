// Step 4: what counts as better, and how much may be spent.
import type { ReactNode } from 'react';
import { betterDirection, metricNames, objectiveFact } from '#shared/study/metric-names.ts';
import { useRead } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Segmented, Select } from '../../../ui/index.ts';
import { BudgetPlanner } from '../components/budget-planner.tsx';
import { DraftNumber } from '../components/draft-field.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setField } from '../model/draft.ts';
import { getIn } from '../model/json.ts';
import { trialsInStages } from '../model/stage-plan.ts';
import { texts } from '../texts.ts';
import style from './fields.module.css';
import { StagesFields } from './stages-fields.tsx';

const unset = '__unset';

export function ObjectiveStep() {
  const t = useTexts(texts);
  const { draft, facts, rows, edit } = useDraft();
  const machine = useRead('engine.machine', {});
  const metric = getIn(draft.file, ['objective', 'metric']);
  const direction = getIn(draft.file, ['objective', 'direction']);
  const pick = getIn(draft.file, ['objective', 'pick']);
  const metricError = useErrorAt(['objective'], { deep: true });
  const epochsSearched = rows.find(({ setting }) => setting.key === 'training.epochs')?.mode === 'search';
  const byTask = facts?.task === 'regression' ? 'validation.rmse' : 'validation.accuracy';
  const chosen = typeof metric === 'string' ? metric : byTask;
  const task = facts?.task;
  const options = metricNames.filter((name) => {
    const fact = objectiveFact(name);
    return fact !== null && name.startsWith('validation.') && (task === undefined || fact.tasks.includes(task));
  });
  const inStages = trialsInStages(draft.file);
  const known = betterDirection(chosen);
  const threads = getIn(draft.file, ['engine', 'threads']);
  const cores = machine.data?.physicalCores ?? 1;
  const carried = Math.max(1, Math.floor(cores / (typeof threads === 'number' && threads >= 1 ? threads : 1)));
  return (
    <div className={style.fields}>
      <div className={style.row}>
        <span className={style.wide}>
          <Select
            label={t('metric')}
            value={typeof metric === 'string' ? metric : unset}
            options={[
              { value: unset, label: t('byTask', { metric: byTask }) },
              ...[...new Set([...options, ...(typeof metric === 'string' ? [metric] : [])])].map((name) => ({
                value: name,
                label: name,
              })),
            ]}
            onChange={(value) =>
              edit('objective', (at) =>
                value === unset
                  ? setField(at, ['objective'], undefined)
                  : setField(
                      setField(at, ['objective', 'metric'], value),
                      ['objective', 'direction'],
                      betterDirection(value) ?? undefined,
                    ),
              )
            }
          />
          {metricError ? (
            <span role="alert" className="bad small">
              {metricError}
            </span>
          ) : null}
        </span>
        <Labelled text={t('direction')}>
          <Segmented
            label={t('direction')}
            value={
              direction === 'minimize' || (direction === undefined && known === 'minimize') ? 'minimize' : 'maximize'
            }
            warned={known !== null && typeof direction === 'string' && direction !== known}
            options={[
              { value: 'maximize', label: t('maximize') },
              { value: 'minimize', label: t('minimize') },
            ]}
            onChange={(value) =>
              edit('objective.direction', (at) =>
                setField(setField(at, ['objective', 'metric'], chosen), ['objective', 'direction'], value),
              )
            }
          />
        </Labelled>
        <Labelled text={t('pick')}>
          <Segmented
            label={t('pick')}
            value={pick === 'last' ? 'last' : 'best'}
            options={[
              { value: 'best', label: t('pick.best') },
              { value: 'last', label: t('pick.last') },
            ]}
            onChange={(value) =>
              edit('objective.pick', (at) =>
                setField(setField(at, ['objective', 'metric'], chosen), ['objective', 'pick'], value),
              )
            }
          />
        </Labelled>
      </div>
      <div className={style.row}>
        {inStages === null ? (
          <DraftNumber
            path={['search', 'trials']}
            label={t('trials')}
            placeholder={trialsDefault(draft.file, t)}
            start={20}
            integer
          />
        ) : (
          <Labelled text={t('trials')}>
            <span className="num">{inStages}</span>
          </Labelled>
        )}
        {epochsSearched ? (
          <Labelled text={t('epochs')}>
            <span className="t2">{t('epochsSearched')}</span>
          </Labelled>
        ) : (
          <DraftNumber path={['settings', 'training.epochs']} label={t('epochs')} placeholder="20" start={20} integer />
        )}
        <DraftNumber
          path={['search', 'parallel']}
          label={t('parallel')}
          placeholder={t('machine')}
          hint={t('parallelHint', { n: carried })}
          start={carried}
          integer
        />
        <DraftNumber
          path={['search', 'repeats']}
          label={t('repeats')}
          placeholder="1"
          hint={t('repeatsHint')}
          start={1}
          integer
        />
      </div>
      <div className={style.row}>
        <DraftNumber path={['search', 'stop', 'minutes']} label={t('minutes')} placeholder={t('noLimit')} start={30} />
        <DraftNumber
          path={['search', 'stop', 'noImprovement']}
          label={t('noImprovement')}
          placeholder={t('noLimit')}
          start={10}
          integer
        />
        <DraftNumber path={['search', 'stop', 'target']} label={t('target')} placeholder={t('noLimit')} step={0.01} />
      </div>
      <StagesFields />
      <BudgetPlanner />
    </div>
  );
}

function trialsDefault(file: Parameters<typeof getIn>[0], t: (key: 'allGrid') => string): string {
  return getIn(file, ['search', 'sampler', 'kind']) === 'grid' ? t('allGrid') : '20';
}

export function Labelled({ text, children }: { text: string; children: ReactNode }) {
  return (
    <span className={style.labelled}>
      <span className="small t2">{text}</span>
      {children}
    </span>
  );
}
