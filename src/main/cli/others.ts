// The program that came first hosts the studies of all that came after it on the same data directory.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '#main/session/session.ts';
import { say } from './terminal.ts';

/** Resolves when no study but `own` runs here, and nobody waits for an answer; says what it waits for. */
export async function awaitOthers(session: Session, own: string): Promise<void> {
  await awaitOtherStudies(session, own);
  const answered = session.idle();
  const waits = await Promise.race([answered.then(() => false), sleep(unsaidMs, true, { ref: false })]);
  if (waits) say('This program also works for another terminal and ends after that; Ctrl-C ends both.');
  await answered;
}

const unsaidMs = 300;

async function awaitOtherStudies({ client }: Session, own: string): Promise<void> {
  const running = new Set<string>();
  let settle: (() => void) | null = null;
  const stop = client.subscribe('studies.changed', '', ({ id, state }) => {
    if (state === 'running') running.add(id);
    else running.delete(id);
    if (running.size === 0) settle?.();
  });
  const others = (await client.call('studies.list', {})).filter(({ id, state }) => id !== own && state === 'running');
  for (const { id } of others) running.add(id);
  if (running.size > 0) {
    const names = others.map(({ name }) => `"${name}"`).join(', ');
    say(`This program also runs ${names || 'a study'} for another terminal and ends after it; Ctrl-C pauses that.`);
    await new Promise<void>((resolve) => {
      settle = resolve;
    });
  }
  stop();
}
