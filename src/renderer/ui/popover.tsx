// A short text to read under a button: opens on press, closes with Escape or a press elsewhere, and gives the focus back.
import { Popover as Base } from '@base-ui/react/popover';
import { type ReactElement, type ReactNode, useState } from 'react';
import overlay from './overlay.module.css';
import style from './popover.module.css';

export function Popover({
  trigger,
  title,
  content,
}: {
  /** A button with its own accessible name. */
  trigger: ReactElement;
  title: string;
  /** Asked for when it opens. */
  content: () => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={overlay.positioner} sideOffset={4} align="start" collisionPadding={12}>
          <Base.Popup className={style.popup}>
            <Base.Title className={style.title}>{title}</Base.Title>
            {open ? content() : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
