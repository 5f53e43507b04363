// The stages in their order: what each asks for, and what came of it. The next one that is not planned yet stands last, dashed.
import type { NextStage } from '#shared/contract/stages.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { duration, metricValue, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Chip, cx, StateGlyph } from '../../../ui/index.ts';
import type { StageFields } from '../model/board.ts';
import type { HeadView } from '../model/heads.ts';
import style from '../stages.module.css';
import { texts } from '../texts.ts';

export function StageStrip({
  heads,
  current,
  next,
  fields,
  objective,
}: {
  heads: readonly HeadView[];
  /** Index of the stage that the study is in. */
  current: number;
  next: NextStage;
  fields: StageFields;
  objective: StudySummary['objective'];
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <ol className={style.strip} aria-label={t('title')}>
      {heads
        // What is changed about the stage that waits is how it will begin.
        .map((view) =>
          next.begins === 'accept' && view.head.name === next.name
            ? { ...view, head: { ...view.head, ...fields } }
            : view,
        )
        .map(({ head, done, best, tookMs }, index) => (
          <li
            key={head.name ?? ''}
            className={cx(style.stage, head.name === next.name && style.nextStage)}
            aria-current={index === current ? 'step' : undefined}
            data-stage={head.name ?? ''}
          >
            <h3>
              <span className={style.number}>{index + 1}</span>
              <span className="ell">{head.name ?? t('whole')}</span>
              <span className="row end">
                {index === current ? <Chip tone="index">{t('current')}</Chip> : null}
                <State state={head.state} />
              </span>
            </h3>
            <dl className={style.facts}>
              <Fact name={t('trials')} value={trialsText(done, head.trials, t)} />
              <Fact name={t('epochs')} value={epochsText(head.epochs, head.runs, t)} />
              <Fact name={t('data')} value={shareText(head.share, t)} />
              <Fact name={t('sampler')} value={t(`sampler.${head.sampler}`)} />
              <Fact name={t('best')} value={best ? metricValue(objective.metric, best.value) : t('unknown')} strong />
              {tookMs === null ? null : <Fact name={t('took')} value={duration(tookMs, language)} />}
            </dl>
          </li>
        ))}
      {next.begins === 'add' ? (
        <li className={cx(style.stage, style.nextStage, style.draft)} data-stage={next.name}>
          <h3>
            <span className={style.number}>{heads.length + 1}</span>
            <span className="ell">{fields.name}</span>
            <span className="end">
              <Chip>{t('next')}</Chip>
            </span>
          </h3>
          <dl className={style.facts}>
            <Fact name={t('trials')} value={String(fields.trials)} />
            <Fact name={t('epochs')} value={epochsText(fields.epochs, next.runs, t)} />
            <Fact name={t('data')} value={shareText(fields.share, t)} />
            <Fact name={t('sampler')} value={t(`sampler.${fields.sampler}`)} />
          </dl>
        </li>
      ) : null}
    </ol>
  );
}

type T = ReturnType<typeof useTexts<keyof (typeof texts)['en']>>;

function trialsText(done: number, planned: number | null, t: T): string {
  return planned === null ? String(done) : t('ofTrials', { done, n: planned });
}

function epochsText(epochs: number | null, runs: number, t: T): string {
  if (epochs === null) return t('unknown');
  return runs > 1 ? `${runs} × ${epochs}` : String(epochs);
}

export function shareText(share: number | null, t: T): string {
  return share === null ? t('unknown') : `${Number((100 * share).toPrecision(3))} %`;
}

function State({ state }: { state: HeadView['head']['state'] }) {
  const t = useTexts(texts);
  switch (state) {
    case 'complete':
      return (
        <Chip tone="ok">
          <StateGlyph state="complete" silent /> {t('state.complete')}
        </Chip>
      );
    case 'running':
      return (
        <Chip tone="info">
          <StateGlyph state="running" silent /> {t('state.running')}
        </Chip>
      );
    case 'proposed':
      return <Chip tone="index">{t('state.proposed')}</Chip>;
    case 'waiting':
      return <Chip>{t('state.waiting')}</Chip>;
  }
}

function Fact({ name, value, strong = false }: { name: string; value: string; strong?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={cx('num', strong && style.bestValue)}>{value}</dd>
    </div>
  );
}
