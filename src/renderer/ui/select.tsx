// One of a list, on an overlay.
import { Select as Base } from '@base-ui/react/select';
import { useId } from 'react';
import { Icon } from './icon.tsx';
import overlay from './overlay.module.css';
import style from './select.module.css';

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  /** Small text at the right end. */
  note?: string;
  disabled?: boolean;
}

export function Select<V extends string>({
  label,
  'aria-label': ariaLabel,
  value,
  options,
  onChange,
  disabled,
}: {
  /** Visible label above. */
  label?: string;
  'aria-label'?: string;
  value: V;
  options: readonly SelectOption<V>[];
  onChange: (value: V) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <span className={style.frame}>
      {label ? (
        <span id={id} className={style.label}>
          {label}
        </span>
      ) : null}
      <Base.Root
        items={options}
        value={value}
        disabled={disabled}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
      >
        <Base.Trigger className={style.trigger} aria-label={ariaLabel} aria-labelledby={label ? id : undefined}>
          <Base.Value className="ell" />
          <Base.Icon className={style.arrow}>
            <Icon name="down" size={12} />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={overlay.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={overlay.popup}>
              <Base.List>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    disabled={option.disabled}
                    className={overlay.item}
                  >
                    <span className={overlay.mark}>
                      <Base.ItemIndicator>
                        <Icon name="check" size={12} />
                      </Base.ItemIndicator>
                    </span>
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.note ? <span className={overlay.note}>{option.note}</span> : null}
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </span>
  );
}
