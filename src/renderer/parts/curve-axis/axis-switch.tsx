// What curves are drawn over: epochs, steps, training time, the clock.
import { xKinds } from '../../charts/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Segmented } from '../../ui/index.ts';
import { texts } from './texts.ts';
import type { CurveAxis } from './use-curve-axis.ts';

export function AxisSwitch({ axis }: { axis: CurveAxis }) {
  const t = useTexts(texts);
  return (
    <Segmented
      label={t('axis')}
      value={axis.kind}
      options={xKinds.map((value) => ({
        value,
        label: t(`axis.by.${value}`),
        disabledReason: value === 'step' && !axis.hasSteps ? t('noSteps') : null,
      }))}
      onChange={axis.choose}
    />
  );
}
