// Below the head while the space is being changed: what is wrong with it, or what it would mean.
import type { StudySpace } from '#shared/contract/space.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { reasonText } from '#shared/study/advice-text.ts';
import { useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { diffTexts, wordsOfDiff } from '../../../space/index.ts';
import { Button, cx } from '../../../ui/index.ts';
import { useDraftStore } from '../draft-store.ts';
import { consequences } from '../model/consequence.ts';
import { isChanged, rebased, type SpaceDraft } from '../model/draft.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';
import type { PreviewState } from './space-head.tsx';

export function DraftLine({
  study,
  space,
  draft,
  preview: { data, error, isOf },
  wrong,
}: {
  study: StudySummary;
  space: StudySpace;
  draft: SpaceDraft;
  preview: PreviewState;
  wrong: number;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const td = useTexts(diffTexts);
  const language = useLanguage();
  const { edit } = useDraftStore.getState();
  if (draft.base !== space.version) {
    return (
      <div className={cx(style.draft, style.stale)} role="alert">
        <p>{t('stale', { n: space.version })}</p>
        <Button size="small" onClick={() => edit(study.id, 'base', (at) => rebased(at, space))}>
          {t('goOn', { n: space.version })}
        </Button>
      </div>
    );
  }
  const errors = data?.problems.filter(({ severity }) => severity === 'error') ?? [];
  const warnings = data?.ok ? data.problems : [];
  const changed = isChanged(draft, space);
  return (
    <div className={style.draft} role="status" data-fresh={isOf || undefined}>
      {!changed ? (
        <p className="t2">{t('nothingChanged')}</p>
      ) : wrong > 0 ? (
        <p className={style.bad}>{t('problems', { n: wrong })}</p>
      ) : error !== null ? (
        <p className={style.bad}>{t('cannotCheck', { why: say(error.message) })}</p>
      ) : data === undefined ? (
        <p className="t2">{t('checking')}</p>
      ) : !data.ok ? (
        errors.map(({ path, message }) => (
          <p key={`${path} ${message}`} className={style.bad}>
            {message}
          </p>
        ))
      ) : (
        <>
          <ul className={style.diff}>
            {wordsOfDiff(data.diff, td, language).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p className={style.means}>
            {consequences(data, study, space.spaceSize, t).join(language === 'zh' ? '' : ' ')}
          </p>
          {warnings.map(({ path, message, reason }) => (
            <p key={`${path} ${message}`} className="warn">
              {reason ? reasonText(reason, language) : say(message)}
            </p>
          ))}
        </>
      )}
    </div>
  );
}
