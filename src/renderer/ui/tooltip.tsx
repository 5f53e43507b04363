// A short text beside a control, on hover and on focus. The control keeps its own accessible name.
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import style from './tooltip.module.css';

export function Tooltip({
  text,
  shortcut,
  disabled = false,
  children,
}: {
  text: ReactNode;
  shortcut?: string | undefined;
  /** There is nothing to say now. */
  disabled?: boolean;
  /** One element that takes a ref and pointer handlers. */
  children: ReactElement<Record<string, unknown>>;
}) {
  return (
    <Base.Root disabled={disabled}>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className={style.positioner}>
          <Base.Popup className={style.popup}>
            {text}
            {shortcut ? <Kbd keys={shortcut} /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Wraps the application once: the second tip of a row shows without delay. */
export const TooltipProvider = Base.Provider;
