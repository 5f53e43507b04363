// What a changed space would mean, in sentences, before it is applied. Pure.
import type { SpacePreview } from '#shared/contract/space.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Translate } from '../../../i18n/index.ts';
import type { texts } from '../texts.ts';

type T = Translate<keyof (typeof texts)['en']>;

/** `preview` without errors. The first sentence is about the trials that there are. */
export function consequences(
  preview: SpacePreview,
  { state }: Pick<StudySummary, 'state'>,
  spaceSize: number | null,
  t: T,
): string[] {
  const { inside, outside, leaving, returning, queued, aside } = preview;
  const total = inside + outside;
  const sentences: string[] = [];
  if (total === 0) sentences.push(t('noTrials'));
  else if (leaving.length > 0) sentences.push(t('leaving', { n: leaving.length, total }));
  else if (returning.length === 0 && outside === 0) sentences.push(t('leavingNone'));
  if (returning.length > 0) sentences.push(t('returning', { n: returning.length }));
  if (queued.length > 0) sentences.push(t('queued', { n: queued.length, list: queued.join(', ') }));
  for (const { point, message } of aside) sentences.push(t('aside', { point, message }));
  if (preview.spaceSize !== null && preview.spaceSize !== spaceSize)
    sentences.push(t('spaceSize', { size: preview.spaceSize }));
  if (state === 'running') sentences.push(t('running'));
  if (state === 'finished') sentences.push(t('finished'));
  return sentences;
}
