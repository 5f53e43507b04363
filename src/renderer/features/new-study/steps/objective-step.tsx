// Step 4: what counts as better, and how much may be spent.
import type { ReactNode } from 'react';
import { betterDirection, metricNames, objectiveFact } from '#shared/study/metric-names.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Segmented, Select } from '../../../ui/index.ts';
import { BudgetPlanner } from '../components/budget-planner.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setField } from '../model/draft.ts';
import { getIn } from '../model/json.ts';
import { texts } from '../texts.ts';
import style from './fields.module.css';
import { StagesFields } from './stages-fields.tsx';

const unset = '__unset';

export function ObjectiveStep() {
  const t = useTexts(texts);
  const { draft, facts, edit } = useDraft();
  const metric = getIn(draft.file, ['objective', 'metric']);
  const direction = getIn(draft.file, ['objective', 'direction']);
  const pick = getIn(draft.file, ['objective', 'pick']);
  const metricError = useErrorAt(['objective'], { deep: true });
  const byTask = facts?.task === 'regression' ? 'validation.rmse' : 'validation.accuracy';
  const chosen = typeof metric === 'string' ? metric : byTask;
  const task = facts?.task;
  const options = metricNames.filter((name) => {
    const fact = objectiveFact(name);
    return fact !== null && name.startsWith('validation.') && (task === undefined || fact.tasks.includes(task));
  });
  const known = betterDirection(chosen);
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
      <BudgetPlanner />
      <StagesFields />
    </div>
  );
}

export function Labelled({ text, children }: { text: string; children: ReactNode }) {
  return (
    <span className={style.labelled}>
      <span className="small t2">{text}</span>
      {children}
    </span>
  );
}
