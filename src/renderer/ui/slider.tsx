// A slider with an engraved scale below it. Double click resets; arrows step, Shift steps ten times.
import { Slider as Base } from '@base-ui/react/slider';
import { cx } from './cx.ts';
import style from './slider.module.css';

export function Slider({
  label,
  value,
  onChange,
  min = 0,
  max = 1,
  step = 0.01,
  ticks = 10,
  reset,
  width = 64,
  largeStep = step * 10,
  valueText,
  disabled,
}: {
  /** Accessible name. */
  label: string;
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  /** Divisions of the scale. */
  ticks?: number;
  /** What a double click goes back to. */
  reset?: number;
  /** px, or a CSS length. */
  width?: number | string;
  /** Of Shift and an arrow. */
  largeStep?: number;
  /** What is spoken of a value. */
  valueText?: (value: number) => string;
  disabled?: boolean;
}) {
  return (
    <Base.Root
      value={value}
      min={min}
      max={max}
      step={step}
      largeStep={largeStep}
      disabled={disabled}
      onValueChange={(next) => onChange(next)}
      className={cx(style.slider, disabled && style.disabled)}
      style={{ width }}
    >
      <Base.Control className={style.control} onDoubleClick={() => reset !== undefined && onChange(reset)}>
        <Base.Track className={style.track} style={{ backgroundSize: `${100 / ticks}% 4px` }}>
          <Base.Thumb
            className={style.thumb}
            aria-label={label}
            getAriaValueText={valueText && ((_, value) => valueText(value))}
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
