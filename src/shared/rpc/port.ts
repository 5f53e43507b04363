// What a transport has to offer: an ordered, reliable pipe of messages between a client and a host. Anyone may import it.

/**
 * One end of a pipe. Contract, checked by test/conformance/ports.test.ts on every implementation:
 * - messages are plain values (null, booleans, any number, strings, arrays, plain objects, undefined) and typed arrays; the
 *   other end gets a copy, in order, each once;
 * - messages that arrive before `onMessage` was called wait for it; a second listener takes the first one's place;
 * - `onClose` is told once, asynchronously, whichever end closed; a listener that comes too late is told too;
 * - `send` on a closed port does nothing; `send` of what cannot be carried (a function) throws;
 * - messages sent before `close` arrive.
 */
export interface Port {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** `reason` is a sentence for people, or "" when it just ended. */
  onClose(listener: (reason: string) => void): void;
  close(reason?: string): void;
}

/** The receiving half that all ports share: holds messages until someone listens, and tells about the end once. */
export interface Inbox {
  readonly closed: boolean;
  deliver(message: unknown): void;
  /** Returns false when it was closed before. */
  end(reason: string): boolean;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: (reason: string) => void): void;
}

export function createInbox(): Inbox {
  let listener: ((message: unknown) => void) | null = null;
  let waiting: unknown[] = [];
  let ended: { reason: string } | null = null;
  let closeListeners: ((reason: string) => void)[] = [];

  return {
    get closed() {
      return ended !== null;
    },
    deliver(message) {
      if (listener && waiting.length === 0) listener(message);
      else waiting.push(message);
    },
    end(reason) {
      if (ended) return false;
      ended = { reason };
      const told = closeListeners;
      closeListeners = [];
      queueMicrotask(() => {
        for (const tell of told) tell(reason);
      });
      return true;
    },
    onMessage(next) {
      listener = next;
      queueMicrotask(() => {
        const held = waiting;
        waiting = [];
        for (const message of held) listener?.(message);
      });
    },
    onClose(tell) {
      if (ended) {
        const { reason } = ended;
        queueMicrotask(() => tell(reason));
      } else closeListeners.push(tell);
    },
  };
}
