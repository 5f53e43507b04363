// The head of the curves: metric, scale, axis, smoothing, colours, freeze, fit.
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { ScaleKind } from '../../../charts/index.ts';
import { settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { AxisSwitch, type CurveAxis, CurveSwitches } from '../../../parts/index.ts';
import { type MetricView, useChartView } from '../../../state/index.ts';
import { Button, cx, IconButton, Menu, type MenuEntry, PanelHead, Slider } from '../../../ui/index.ts';
import style from '../live.module.css';
import { texts } from '../texts.ts';

export function CurveHead({
  study,
  names,
  name,
  metric,
  scale,
  axis,
  frozen,
  onFreeze,
}: {
  study: StudyDetail;
  /** Metrics to choose from, and the one that is shown. */
  names: readonly string[];
  name: string;
  metric: MetricView;
  scale: ScaleKind;
  axis: CurveAxis;
  frozen: boolean;
  onFreeze: () => void;
}) {
  const t = useTexts(texts);
  const { smoothing, table, set } = useChartView();
  return (
    <PanelHead label={<h2 className={cx('label', style.title)}>{t('curves')}</h2>}>
      <span className={style.switches}>
        <CurveSwitches names={names} name={name} metric={metric} scale={scale} />
        <AxisSwitch axis={axis} />
      </span>
      <span className={style.smooth}>
        <span className={style.smoothWord}>{t('smooth')}</span>
        <Slider
          label={t('smoothing')}
          value={smoothing}
          max={0.99}
          reset={0}
          onChange={(next) => set({ smoothing: next })}
        />
        <span className={cx('num', style.smoothWord)}>{smoothing.toFixed(2)}</span>
      </span>
      <ColourMenu study={study} />
      <Button size="small" icon="freeze" on={frozen} title={frozen ? t('frozen') : t('freeze')} onClick={onFreeze}>
        <span className={style.freezeWord}>{frozen ? t('frozen') : t('freeze')}</span>
      </Button>
      <IconButton
        icon="table"
        label={table ? t('viewChart') : t('viewTable')}
        shortcut="T"
        on={table}
        onClick={() => set({ table: !table })}
      />
      <IconButton icon="fit" label={t('fit')} shortcut="0" onClick={() => set({ range: null })} />
    </PanelHead>
  );
}

function ColourMenu({ study }: { study: StudyDetail }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { colour, set } = useChartView();
  const entry = (value: string | null, label: string): MenuEntry => ({
    ...{ id: value ?? 'focus', label, checked: colour === value },
    perform: () => set({ colour: value }),
  });
  return (
    <Menu
      trigger={<IconButton icon="palette" label={t('menu')} on={colour !== null} />}
      entries={[
        entry(null, t('colourFocus')),
        entry('all', t('colourAll')),
        { kind: 'separator', id: 'settings' },
        ...study.dimensions.map(({ name }) => entry(name, t('colourBy', { setting: settingTitle(name, language) }))),
      ]}
    />
  );
}
