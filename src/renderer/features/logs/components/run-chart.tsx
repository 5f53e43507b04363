// Train and validation curves of the selected run, with the epochs that its verdict rests on.
import { useEffect, useMemo, useState } from 'react';
import { verdictSpan } from '../../../advice/index.ts';
import { CurveChart, type CurveModel } from '../../../charts/index.ts';
import { common, compact, isShareMetric, metricValue, share, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useTheme } from '../../../state/index.ts';
import { EmptyState, IconButton, Panel, PanelHead, Segmented } from '../../../ui/index.ts';
import { useLogs } from '../logs-store.ts';
import { brokenAt, type LogRun, metricNamesOf, viewOf } from '../model.ts';
import { texts } from '../texts.ts';

export function RunChart({ run }: { run: LogRun }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const language = useLanguage();
  const theme = useTheme((store) => store.shown);
  const curves = useLogs((store) => store.curves);
  const metric = useLogs((store) => store.metric);
  const linear = useLogs((store) => store.linear);
  const show = useLogs((store) => store.show);
  const [range, setRange] = useState<readonly [number, number] | null>(null);
  const { number, id, advice, best, epochs } = run;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run begins with all of its epochs
  useEffect(() => setRange(null), [number]);
  const names = useMemo(() => metricNamesOf(run), [run]);
  const name = metric !== null && names.includes(metric) ? metric : names[0];
  const label = (of: string) => {
    const key = `metric.${of}`;
    return key in common.en ? c(key as keyof typeof common.en & string) : of;
  };
  const view = useMemo(() => (name === undefined ? null : viewOf(run, name)), [run, name]);
  const broken = useMemo(() => (view === null ? null : brokenAt(curves, number, view)), [view, curves, number]);
  const scale = linear ? 'linear' : (view?.scales[0] ?? 'linear');
  const title = name === undefined ? '' : label(name);
  const model = useMemo((): CurveModel | null => {
    if (view === null) return null;
    const format = (value: number) => (isShareMetric(view.name) ? share(value, 3) : compact(value, 3));
    const alone = view.validationKey.startsWith('train.');
    return {
      runs: [
        {
          ...{ run: number, token: '--run-1', focus: true, mark: 'none', baseline: false, pinned: false },
          state: broken === null ? 'complete' : 'diverged',
          bestEpoch: best?.epoch ?? null,
        },
      ],
      ...{ trainKey: view.trainKey, validationKey: view.validationKey, better: view.better },
      ...{ scale, smoothing: 0, range, epochs: null, selected: number, format },
      share: isShareMetric(view.name),
      span: verdictSpan(advice, language),
      axes: { x: t('epochAxis'), y: title },
      names: { train: c('train'), validation: alone ? c('train') : c('validation') },
      divergedText: (of, last) =>
        last
          ? t('diverged', { run: String(of), epoch: broken ?? last.step + 1, value: format(last.value) })
          : t('divergedAtOnce', { run: String(of) }),
    };
  }, [view, number, advice, best, broken, scale, range, language, title, t, c]);
  const told =
    best === null
      ? t('summaryNone', { id, epochs })
      : t('summary', { id, epochs, epoch: best.epoch, value: metricValue(best.key, best.value) });
  return (
    <Panel
      name={t('chart')}
      head={
        <PanelHead
          label={t('chart')}
          context={
            best === null ? null : t('bestAt', { value: metricValue(best.key, best.value), epoch: String(best.epoch) })
          }
        >
          {names.length > 1 && name !== undefined ? (
            <Segmented
              label={t('metric')}
              value={name}
              options={names.map((value) => ({ value, label: label(value) }))}
              onChange={(next) => show({ metric: next })}
            />
          ) : null}
          {view !== null && view.scales.length > 1 ? (
            <Segmented
              label={t('scale')}
              value={scale}
              options={[...view.scales].reverse().map((value) => ({ value, label: t(`scale.${value}`) }))}
              onChange={(next) => show({ linear: next === 'linear' })}
            />
          ) : null}
          <span className="end">
            <IconButton icon="fit" label={t('fit')} onClick={() => setRange(null)} />
          </span>
        </PanelHead>
      }
    >
      {model === null ? (
        <EmptyState title={t('noCurve')}>{t('noCurveText')}</EmptyState>
      ) : (
        <CurveChart
          model={model}
          source={curves}
          theme={theme}
          name={t('name', { metric: title, run: String(number) })}
          summary={told}
          texts={{
            epoch: (epoch) => t('epoch', { epoch }),
            train: c('train'),
            validation: model.names.validation,
            gap: t('gap'),
            baseline: '',
            note: (_, held) => t(held ? 'tipHeld' : 'tip'),
            spoken: (of, epoch, value) => t('spoken', { run: String(of), epoch, value }),
          }}
          watchHovered={watchNone}
          onHover={ignore}
          onSelect={ignore}
          onZoom={setRange}
        />
      )}
    </Panel>
  );
}

/** One run alone: there is nothing to hover apart from it. */
const watchNone = (listener: (run: number | null) => void) => {
  listener(null);
  return ignore;
};
const ignore = () => undefined;
