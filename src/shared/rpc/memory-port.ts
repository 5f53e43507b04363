// Two ends of a pipe inside one process: for tests, and for a command that runs the host itself.
import { createInbox, type Port } from './port.ts';

/** Messages are structured clones and arrive in a later microtask, as on a real port. */
export function memoryPortPair(): [Port, Port] {
  const inboxes = [createInbox(), createInbox()] as const;
  const end = (mine: number, theirs: number): Port => {
    const [near, far] = [inboxes[mine], inboxes[theirs]];
    if (!near || !far) throw new RangeError('a pair has two ends');
    return {
      send(message) {
        const copy = structuredClone(message);
        if (near.closed) return;
        queueMicrotask(() => far.deliver(copy));
      },
      onMessage: near.onMessage,
      onClose: near.onClose,
      close(reason = '') {
        if (near.end(reason)) queueMicrotask(() => far.end(reason));
      },
    };
  };
  return [end(0, 1), end(1, 0)];
}
