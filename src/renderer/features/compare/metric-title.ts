// What people call a metric, with or without its part: "validation.accuracy" and "accuracy" are both "Accuracy".
import { common, type Translate } from '../../i18n/index.ts';

export function metricTitle(key: string, c: Translate<keyof typeof common.en>): string {
  const known = `metric.${key.replace(/^(train|validation)\./, '')}`;
  return known in common.en ? c(known as keyof typeof common.en) : key;
}
