// What curves are drawn over: epochs, steps, training time, the clock. No select: on one with the focus, letters would choose, and they are
// keys of the charts.
import { xKinds } from '../../charts/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, Icon, Menu } from '../../ui/index.ts';
import { texts } from './texts.ts';
import type { CurveAxis } from './use-curve-axis.ts';

export function AxisSwitch({ axis }: { axis: CurveAxis }) {
  const t = useTexts(texts);
  const word = t(`axis.by.${axis.kind}`);
  return (
    <Menu
      trigger={
        <Button size="small" aria-label={t('axisBy', { axis: word })}>
          {word}
          <Icon name="down" size={12} />
        </Button>
      }
      entries={xKinds
        .filter((kind) => kind !== 'step' || axis.hasSteps)
        .map((kind) => ({
          ...{ id: kind, label: t(`axis.by.${kind}`), checked: kind === axis.kind },
          perform: () => axis.choose(kind),
        }))}
    />
  );
}
