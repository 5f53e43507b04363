// Whether the end of a study is told outside of the window, through the system's own notifications.
import { create } from 'zustand';

const storageKey = 'vernier.notifications';

interface NotificationsStore {
  readonly on: boolean;
  /** Asks for the permission where nobody has been asked yet; stays off without it, and says so by `refused`. */
  set(on: boolean): Promise<void>;
  readonly refused: boolean;
}

/** The system's, where there are any: a page of a browser may have none. */
export const systemNotifications = (): typeof Notification | null => globalThis.Notification ?? null;

export const useNotifications = create<NotificationsStore>((set) => ({
  on: globalThis.localStorage?.getItem(storageKey) === '1' && systemNotifications()?.permission === 'granted',
  refused: false,
  async set(on) {
    const system = systemNotifications();
    const granted = on && system !== null && (await system.requestPermission()) === 'granted';
    globalThis.localStorage?.setItem(storageKey, granted ? '1' : '0');
    set({ on: granted, refused: on && !granted });
  },
}));
