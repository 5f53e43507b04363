// One line of a form: what it is, a slider over round numbers, and the field with the exact one.
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/index.ts';
import { Slider } from '../ui/index.ts';
import style from './slide-line.module.css';
import { stopNear } from './stops.ts';
import { texts } from './texts.ts';

export function SlideLine({
  label,
  hint,
  stops,
  value,
  valueText = String,
  onSlide,
  children,
}: {
  label: string;
  hint?: string | undefined;
  stops: readonly number[];
  /** What holds now, also where the field is empty. */
  value: number;
  valueText?: (value: number) => string;
  onSlide: (value: number) => void;
  /** The field. */
  children: ReactNode;
}) {
  const t = useTexts(texts);
  const last = stops.length - 1;
  const stopAt = (index: number) => stops[index] ?? value;
  return (
    <div className={style.line}>
      <span>
        {label}
        {hint ? <span className="small t3">{hint}</span> : null}
      </span>
      {last > 0 ? (
        <Slider
          label={t('sliderOf', { title: label })}
          value={stopNear(stops, value)}
          valueText={(index) => valueText(stopAt(index))}
          max={last}
          step={1}
          largeStep={4}
          ticks={last}
          width="100%"
          onChange={(index) => onSlide(stopAt(index))}
        />
      ) : (
        <span />
      )}
      {children}
    </div>
  );
}
