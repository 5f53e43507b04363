// Buttons. Ink-filled (`primary`) acts and stands at most once per panel; a disabled one says why in its tip.
import type { ComponentProps, ReactNode } from 'react';
import style from './button.module.css';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  kind?: 'primary' | 'plain' | 'quiet' | 'destructive';
  size?: 'small' | 'normal' | 'large';
  icon?: IconName;
  /** The reason why it cannot be pressed now; the button stays focusable so that the reason can be read. */
  disabledReason?: string | null | undefined;
  disabled?: boolean;
  /** What is happening while it is busy ("Stopping 2 of 4"); the button keeps its width. */
  busy?: string | null | undefined;
  /** Pressed state of a toggle. */
  on?: boolean | undefined;
}

export function Button({
  kind = 'plain',
  size = 'normal',
  icon,
  disabledReason,
  disabled,
  busy,
  on,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const off = disabled || Boolean(disabledReason) || Boolean(busy);
  const button = (
    <button
      type="button"
      aria-pressed={on}
      aria-busy={busy ? true : undefined}
      {...rest}
      aria-disabled={off || undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
      className={cx(style.button, style[kind], style[size], on && style.on, className)}
    >
      {icon ? <Icon name={icon} size={size === 'small' ? 14 : 16} /> : null}
      {busy ? <BusyText text={busy}>{children}</BusyText> : children}
    </button>
  );
  // A button that may get a reason has its tip from the start: put around it later, it would take the focus away.
  return disabledReason === undefined ? (
    button
  ) : (
    <Tooltip text={disabledReason} disabled={!disabledReason}>
      {button}
    </Tooltip>
  );
}

/** Both texts share one grid cell, so the button is as wide as the longer one. */
function BusyText({ text, children }: { text: string; children: ReactNode }) {
  return (
    <span className={style.busy}>
      <span aria-hidden="true">{children}</span>
      <span>{text}</span>
    </span>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'children'> {
  icon: IconName;
  /** Accessible name and tip. */
  label: string;
  shortcut?: string | undefined;
  on?: boolean | undefined;
  size?: 'small' | 'normal';
  /** The browser's own tip: for buttons of which rows of a long table have one each. */
  plainTip?: boolean | undefined;
  disabledReason?: string | null | undefined;
  disabled?: boolean;
}

export function IconButton({
  icon,
  label,
  shortcut,
  on,
  size = 'normal',
  plainTip = false,
  disabledReason,
  disabled,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const off = disabled || Boolean(disabledReason);
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={on}
      title={plainTip ? (disabledReason ?? label) : undefined}
      {...rest}
      aria-disabled={off || undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
      className={cx(style.button, style.quiet, style.iconOnly, style[size], on && style.on, className)}
    >
      <Icon name={icon} />
    </button>
  );
  if (plainTip) return button;
  return (
    <Tooltip text={disabledReason ?? label} shortcut={disabledReason ? undefined : shortcut}>
      {button}
    </Tooltip>
  );
}
