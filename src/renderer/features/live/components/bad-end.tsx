// Every trial so far ended without being of use: what they have in common, and what can be done about it, one press each.
import { useEffect, useRef } from 'react';
import type { StudySpace } from '#shared/contract/space.ts';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { isRecord } from '#shared/study/fields.ts';
import { useAction } from '../../../data/index.ts';
import { compact, useHostText, useTexts } from '../../../i18n/index.ts';
import { spaceMark, useEditSpace, useSpace } from '../../../space/index.ts';
import { hashOf, navigate } from '../../../state/index.ts';
import { Button, EmptyState, toast, toastError } from '../../../ui/index.ts';
import style from '../live.module.css';
import { commonReason, moreTrials } from '../model.ts';
import { type RateLimit, rateLimit } from '../rate-limit.ts';
import { texts } from '../texts.ts';

export function BadEnd({
  why,
  study,
  trials,
}: {
  why: 'allDiverged' | 'allFailed';
  study: StudyDetail;
  trials: readonly Trial[];
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const { summary, file } = study;
  const imported = isRecord(file.runner) && file.runner.kind === 'none';
  const { data: space } = useSpace(summary.id, why === 'allDiverged' && !imported ? spaceMark(summary) : null);
  const limit = space && space.held === null ? rateLimit(space.settings, space.trials) : null;
  // Nothing is known of the data and the model of a program of the user's own.
  const checks = !('runner' in file);
  const common = why === 'allFailed' ? commonReason(trials) : null;
  const some = common !== null && common.count < trials.length ? ` ${t('ofTrials', { n: common.count })}` : '';
  const limited = space && limit?.entry === null;
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  // The pressed button goes, and the focus would go with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the buttons are others.
  useEffect(() => {
    if (pressed.current) box.current?.querySelector('button')?.focus();
    pressed.current = false;
  }, [Boolean(limited)]);
  const onPress = () => {
    pressed.current = true;
  };
  return (
    <div ref={box} className={style.badEnd}>
      <EmptyState
        title={t(why, { n: trials.length })}
        actions={
          <>
            {space && limit?.entry ? <Limit study={study} space={space} limit={limit} onPress={onPress} /> : null}
            {limited ? <Limited study={study} space={space} trials={trials} onPress={onPress} /> : null}
            {checks ? (
              <Button
                size="small"
                onClick={() => {
                  location.hash = hashOf({ page: 'study', id: summary.id, tab: 'checks' }, { run: '1' });
                }}
              >
                {t('runChecks')}
              </Button>
            ) : null}
          </>
        }
      >
        {common !== null
          ? `${say(common.reason)}${some}`
          : limited
            ? t('limited', { version: space.version, limit: compact(limit?.limit ?? 0) })
            : t('allDivergedText')}
      </EmptyState>
    </div>
  );
}

/** One press makes a version of the space whose learning rates end at the limit. */
function Limit({
  study,
  space,
  limit,
  onPress,
}: {
  study: StudyDetail;
  space: StudySpace;
  limit: RateLimit;
  onPress: () => void;
}) {
  const t = useTexts(texts);
  const { busy, edit } = useEdit(study.summary.id);
  const { setting, entry } = limit;
  if (entry === null) return null;
  return (
    <Button
      size="small"
      kind="primary"
      busy={busy ? t('limiting') : null}
      onClick={() => {
        onPress();
        edit(space, { ...space.settings, [setting]: entry }, space.constraints);
      }}
    >
      {t('limitRate', { limit: compact(limit.limit) })}
    </Button>
  );
}

/** The space ends at the limit: more trials, or back to the version before. */
function Limited({
  study: { summary },
  space,
  trials,
  onPress,
}: {
  study: StudyDetail;
  space: StudySpace;
  trials: readonly Trial[];
  onPress: () => void;
}) {
  const t = useTexts(texts);
  const start = useAction('studies.start', toastError);
  const { busy, edit } = useEdit(summary.id);
  const more = moreTrials(summary, trials.length);
  const before = space.versions.at(-2);
  return (
    <>
      {more === null ? null : (
        <Button
          size="small"
          kind="primary"
          busy={start.busy ? t('starting') : null}
          onClick={() => void start.run({ id: summary.id, overrides: { trials: trials.length + more } })}
        >
          {t('startMore', { n: more })}
        </Button>
      )}
      {before ? (
        <Button
          size="small"
          busy={busy ? t('limiting') : null}
          onClick={() => {
            onPress();
            edit(space, before.settings, before.constraints);
          }}
        >
          {t('backTo', { version: before.number })}
        </Button>
      ) : null}
      <Button size="small" onClick={() => navigate({ page: 'study', id: summary.id, tab: 'space' })}>
        {t('seeSpace')}
      </Button>
    </>
  );
}

/** A version of the space from the one shown. */
function useEdit(id: string) {
  const t = useTexts(texts);
  const { busy, edit } = useEditSpace(id);
  return {
    busy,
    edit: ({ version }: StudySpace, settings: StudySpace['settings'], constraints: readonly string[]) =>
      edit({ settings, constraints, baseVersion: version }, (made) => toast(t('spaceChanged', { version: made }))),
  };
}
