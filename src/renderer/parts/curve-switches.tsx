// Which metric curves show, and on which scale: bars, or a list of more metrics than a bar has room for.
import type { ScaleKind } from '../charts/index.ts';
import { common, defineTexts, type Translate, useTexts } from '../i18n/index.ts';
import { type MetricView, useChartView } from '../state/index.ts';
import { Segmented, Select } from '../ui/index.ts';

const texts = defineTexts({
  en: { metric: 'Metric', scale: 'Scale', 'scale.linear': 'Linear', 'scale.error': 'Log error', 'scale.log': 'Log' },
  zh: { metric: '指标', scale: '刻度', 'scale.linear': '线性', 'scale.error': '对数误差', 'scale.log': '对数' },
});

const mostSegments = 4;

/** What is chosen goes into the view of the charts. */
export function CurveSwitches({
  names,
  name,
  metric,
  scale,
}: {
  /** Metrics to choose from, as metricNames gives them, and the one that is shown. */
  names: readonly string[];
  name: string;
  metric: MetricView;
  scale: ScaleKind;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const set = useChartView().set;
  const options = names.map((value) => ({ value, label: metricTitle(value, c) }));
  const choose = (next: string) => set({ metric: next, scale: null });
  return (
    <>
      {names.length > mostSegments ? (
        <Select aria-label={t('metric')} value={name} options={options} onChange={choose} />
      ) : names.length > 1 ? (
        <Segmented label={t('metric')} value={name} options={options} onChange={choose} />
      ) : null}
      {metric.scales.length > 1 ? (
        <Segmented
          label={t('scale')}
          value={scale}
          options={[...metric.scales].reverse().map((value) => ({ value, label: t(`scale.${value}`) }))}
          onChange={(next) => set({ scale: next })}
        />
      ) : null}
    </>
  );
}

/** What people call a metric, with or without its part: "validation.accuracy" and "accuracy" are both "Accuracy". */
export function metricTitle(key: string, c: Translate<keyof typeof common.en>): string {
  const known = `metric.${key.replace(/^(train|validation)\./, '')}`;
  return known in common.en ? c(known as keyof typeof common.en) : key;
}
