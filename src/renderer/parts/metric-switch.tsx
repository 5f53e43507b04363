// Which metric curves show: a bar of up to four, a list of more.
import { common, type Translate, useTexts } from '../i18n/index.ts';
import { Segmented, Select } from '../ui/index.ts';

const mostSegments = 4;

export function MetricSwitch({
  label,
  value,
  names,
  onChange,
}: {
  label: string;
  value: string;
  /** As metricNames gives them. */
  names: readonly string[];
  onChange: (name: string) => void;
}) {
  const c = useTexts(common);
  if (names.length < 2) return null;
  const options = names.map((name) => ({ value: name, label: metricTitle(name, c) }));
  return names.length > mostSegments ? (
    <Select aria-label={label} value={value} options={options} onChange={onChange} />
  ) : (
    <Segmented label={label} value={value} options={options} onChange={onChange} />
  );
}

/** What people call a metric, with or without its part: "validation.accuracy" and "accuracy" are both "Accuracy". */
export function metricTitle(key: string, c: Translate<keyof typeof common.en>): string {
  const known = `metric.${key.replace(/^(train|validation)\./, '')}`;
  return known in common.en ? c(known as keyof typeof common.en) : key;
}
