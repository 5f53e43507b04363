// One toast at a time, for 6 s (it waits while the pointer is on it): what was done, and how to undo it.
import { Toast as Base } from '@base-ui/react/toast';
import { common, hostText, useTexts } from '../i18n/index.ts';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import style from './toast.module.css';

const manager = Base.createToastManager<{ undo?: () => void; tone: 'plain' | 'bad'; actionLabel?: string }>();

/** Says that something was done; `undo` takes it back. Callable from anywhere. */
export function toast(message: string, options: { undo?: () => void; actionLabel?: string } = {}): void {
  manager.add({ description: message, timeout: 6000, data: { tone: 'plain', ...options } });
}

/** Says that something failed, with the host's sentence. */
export function toastError(thrown: unknown): void {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  manager.add({ description: hostText(message), timeout: 8000, priority: 'high', data: { tone: 'bad' } });
}

export function Toaster() {
  return (
    <Base.Provider toastManager={manager} limit={1}>
      <Base.Portal>
        <Base.Viewport className={style.viewport} data-panel>
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List() {
  const t = useTexts(common);
  const { toasts, close } = Base.useToastManager<{ undo?: () => void; tone: 'plain' | 'bad'; actionLabel?: string }>();
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      aria-label={typeof item.description === 'string' ? item.description : undefined}
      className={cx(style.toast, item.data?.tone === 'bad' && style.bad)}
    >
      <Base.Content className={style.content}>
        <Base.Description className={style.text} />
        {item.data?.undo ? (
          <Button
            size="small"
            onClick={() => {
              item.data?.undo?.();
              close(item.id);
            }}
          >
            {item.data.actionLabel ?? t('undo')}
          </Button>
        ) : null}
        <IconButton icon="close" label={t('close')} onClick={() => close(item.id)} />
      </Base.Content>
    </Base.Root>
  ));
}
