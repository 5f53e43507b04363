// A dialog, for decisions that an undo cannot take back and for lists that stand on their own.
import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useState } from 'react';
import { common, useTexts } from '../i18n/index.ts';
import { IconButton } from './button.tsx';
import style from './dialog.module.css';

export function Dialog({
  open,
  onClose,
  title,
  children,
  actions,
  width = 480,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons at the lower right, the safe one first. */
  actions?: ReactNode;
  /** px */
  width?: number;
}) {
  // Most dialogs of a page are never opened: they cost nothing until they are.
  return open ? <Opened {...{ onClose, title, children, actions, width }} /> : null;
}

function Opened({
  onClose,
  title,
  children,
  actions,
  width,
}: Pick<Parameters<typeof Dialog>[0], 'onClose' | 'title' | 'children' | 'actions' | 'width'>) {
  const t = useTexts(common);
  // A panel that F6 went to takes no Tab, and would not get the focus back by itself.
  const [before] = useState(() => document.activeElement);
  const back = () => (before instanceof HTMLElement && before !== document.body && before.isConnected ? before : true);
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={style.scrim} />
        <Base.Popup className={style.popup} style={{ width }} finalFocus={back}>
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
