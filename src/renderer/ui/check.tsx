// Check box and switch, with a hit area of 24 × 24 and their label beside them.
import { Checkbox } from '@base-ui/react/checkbox';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import style from './check.module.css';
import { Icon } from './icon.tsx';

interface ToggleProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children?: ReactNode;
  'aria-label'?: string;
  disabled?: boolean;
}

export function Check({ checked, onChange, children, disabled, ...rest }: ToggleProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Checkbox.Root is the control
    <label className={style.row}>
      <Checkbox.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next)}
        className={style.check}
        {...rest}
      >
        <Checkbox.Indicator className={style.mark}>
          <Icon name="check" size={10} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      {children}
    </label>
  );
}

export function Switch({ checked, onChange, children, disabled, ...rest }: ToggleProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Switch.Root is the control
    <label className={style.row}>
      <BaseSwitch.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next)}
        className={style.switch}
        {...rest}
      >
        <BaseSwitch.Thumb className={style.thumb} />
      </BaseSwitch.Root>
      {children}
    </label>
  );
}
