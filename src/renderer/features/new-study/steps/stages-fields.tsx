// Stages of a new study: a plan by importance in one press, each stage's number of trials, and back to one search.
import { findSetting } from '#shared/settings/index.ts';
import { useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button } from '../../../ui/index.ts';
import { NumberEntry } from '../components/draft-field.tsx';
import { type DraftView, useDraft } from '../draft-context.ts';
import { setField } from '../model/draft.ts';
import { getIn, isObject, type JsonObject } from '../model/json.ts';
import { problemAt } from '../model/problems.ts';
import { followsPlan, planStages, stagesOf, withStages } from '../model/stage-plan.ts';
import { texts } from '../texts.ts';
import style from './fields.module.css';

export function StagesFields() {
  const t = useTexts(texts);
  const say = useHostText();
  const { draft, facts, rows, problems, edit } = useDraft();
  const stages = stagesOf(draft.file);
  if (stages.length === 0) {
    const plan = planStages(draft, facts);
    return (
      <div>
        <p className="row">
          <span className="label">{t('stages')}</span>
          <span className="small t2">{t('stagesText')}</span>
        </p>
        <p className={style.said}>
          <Button
            disabledReason={plan === null ? t('stages.tooFew') : null}
            onClick={() => edit('stages', (at) => withStages(at, planStages(at, facts)))}
          >
            {t('stages.plan')}
          </Button>
        </p>
      </div>
    );
  }
  return (
    <section aria-label={t('stages')}>
      <p className="row">
        <span className="label">{t('stages')}</span>
        <span className="small t2">{t(followsPlan(draft, facts) ? 'stages.follow' : 'stages.own')}</span>
        <span className="end">
          <Button size="small" onClick={() => edit('stages', (at) => withStages(at, null))}>
            {t('stages.remove')}
          </Button>
        </span>
      </p>
      <ol className={style.points}>
        {stages.map((stage, i) => {
          const problem = problemAt(problems, [`stages[${i}]`], { deep: true });
          return (
            <li key={String(stage.name)}>
              <span className={style.place}>{i + 1}</span>
              <span className="grow">
                <b className="strong">{String(stage.name)}</b>{' '}
                <span className="t2">
                  <Searched stages={stages} index={i} rows={rows} />
                </span>
                {problem ? (
                  <span className={problem.severity === 'error' ? style.wrong : style.doubt}>
                    {say(problem.message)}
                  </span>
                ) : null}
              </span>
              <NumberEntry
                aria-label={t('stages.trials', { name: String(stage.name) })}
                value={stage.trials}
                integer
                start={8}
                className={style.short}
                trailing={<span className="t3">{t('stages.unit')}</span>}
                onChange={(value) =>
                  edit(`stages.${i}.trials`, (at) =>
                    setField(
                      at,
                      ['stages'],
                      stagesOf(at.file).map((one, k) => (k === i ? { ...one, trials: value } : one)),
                    ),
                  )
                }
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** "searches Learning rate, Batch size; narrows stage important; 10 epochs". */
function Searched({ stages, index, rows }: { stages: readonly JsonObject[]; index: number; rows: DraftView['rows'] }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const stage = stages[index] ?? {};
  const from = getIn(stage, ['narrow', 'from']);
  const epochs = getIn(stage, ['settings', 'training.epochs']);
  const own = (key: string) => (isObject(stage.settings) ? stage.settings[key] : undefined);
  const searched = rows.filter(({ setting: { key }, range }) => {
    const entry = own(key);
    return entry === undefined ? range !== null : isObject(entry);
  });
  const title = (key: string) => findSetting(key)?.title[language] ?? key;
  const list = new Intl.ListFormat(language === 'zh' ? 'zh-CN' : 'en', { style: 'narrow' }).format(
    searched.map(({ setting }) => title(setting.key)),
  );
  const parts = [
    t('stages.searches', { list }),
    ...(typeof from === 'string' ? [t('stages.narrows', { name: from })] : []),
    ...(typeof epochs === 'number' ? [t('epochCount', { n: epochs })] : []),
  ];
  return parts.join(language === 'zh' ? '；' : '; ');
}
