// Above the runs of a study whose space was changed: when, and what changed each time.
import type { SpaceVersion } from '#shared/contract/space-version.ts';
import { clock, useLanguage, useTexts } from '../../i18n/index.ts';
import { diffTexts, wordsOfDiff } from '../../space/index.ts';
import { hashOf } from '../../state/index.ts';
import style from './run-list.module.css';
import { texts } from './texts.ts';

export function SpaceNote({ studyId, versions }: { studyId: string; versions: readonly SpaceVersion[] }) {
  const t = useTexts(texts);
  const td = useTexts(diffTexts);
  const language = useLanguage();
  const changes = versions.slice(1).toReversed();
  const [last] = changes;
  if (last === undefined) return null;
  return (
    <details className={style.warmStart}>
      <summary>
        {t('spaceChanged', { time: clock(last.at, language) })}{' '}
        <span className={last.outside > 0 ? 'warn' : 't2'}>{t('spaceOutside', { n: last.outside })}</span>
      </summary>
      <div>
        {changes.map(({ number, at, diff, from }) => (
          <div key={number}>
            <p className="strong">{t('spaceVersion', { n: number, time: clock(at, language), trial: from })}</p>
            <ul className={style.changes}>
              {wordsOfDiff(diff, td, language).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
        ))}
        <p>
          <a href={hashOf({ page: 'study', id: studyId, tab: 'space' })}>{t('spaceOpen')}</a>
        </p>
      </div>
    </details>
  );
}
