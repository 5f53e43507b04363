// A dialog, for decisions that an undo cannot take back and for lists that stand on their own.
import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useEffect, useState } from 'react';
import { common, useTexts } from '../i18n/index.ts';
import { IconButton } from './button.tsx';
import style from './dialog.module.css';

interface DialogProps {
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons at the lower right, the safe one first. */
  actions?: ReactNode;
  /** px */
  width?: number;
}

export function Dialog({ open, ...props }: DialogProps & { open: boolean }) {
  // Most dialogs of a page are never opened: they cost nothing until they are.
  return open ? <Opened {...props} /> : null;
}

function Opened({ onClose, title, children, actions, width = 480 }: DialogProps) {
  const t = useTexts(common);
  // The focus goes back to where it was: also to a panel that F6 went to, which takes no Tab and is passed over otherwise.
  const [before] = useState(() => document.querySelector<HTMLElement>('[data-panel]:focus'));
  useEffect(() => () => before?.focus(), [before]);
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={style.scrim} />
        <Base.Popup className={style.popup} style={{ width }} finalFocus={before === null}>
          <Base.Title className={style.title}>{title}</Base.Title>
          <div className={style.body}>{children}</div>
          {actions ? <footer className={style.foot}>{actions}</footer> : null}
          {/* Last, so that the first stop is what the dialog is about. */}
          <span className={style.close}>
            <IconButton icon="close" label={t('close')} onClick={onClose} />
          </span>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
