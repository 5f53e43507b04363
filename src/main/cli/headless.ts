// How commands that change or train something reach a host: the one that has the data directory, or one of their own.
import type { ExpectedWork } from '#main/host/expected-work.ts';
import { openPlaces } from '#main/host/places.ts';
import { openSession, type Session } from '#main/session/session.ts';
import { say } from './terminal.ts';

/** Deadline of a call that may train a trial again, which takes as long as training did: ms. */
export const longestJobMs = 7 * 24 * 60 * 60 * 1000;

/** `expected`: what is about to be trained. The caller closes it. */
export function openHeadless(dataDir: string | undefined, expected?: ExpectedWork): Promise<Session> {
  return openSession({
    places: openPlaces(dataDir, process.env),
    shell: 'headless',
    onNotice: (sentence) => say(`vernier: ${sentence}`),
    expected,
  });
}
