// The versions of the space at the side, newest first: when, what changed, how the trials lie, and the way back; then the trials outside.
import type { StudySpace } from '#shared/contract/space.ts';
import type { SpaceVersion } from '#shared/contract/space-version.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { clock, misfitText, useHostText, useLanguage, useTexts, warmStartTexts } from '../../../i18n/index.ts';
import { diffTexts, wordsOfDiff } from '../../../space/index.ts';
import { navigate, useSelection } from '../../../state/index.ts';
import { Button, Panel, PanelHead } from '../../../ui/index.ts';
import { useDraftStore } from '../draft-store.ts';
import { backTo } from '../model/draft.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';

/** Trials outside that are listed one by one. */
const shownOutside = 100;

export function VersionList({ study, space }: { study: StudySummary; space: StudySpace }) {
  const t = useTexts(texts);
  return (
    <Panel name={t('versions')} head={<PanelHead label={t('versions')} />} bodyClassName={style.side} scrolls>
      <ol className={style.versions} reversed>
        {space.versions.toReversed().map((version) => (
          <Version key={version.number} study={study} space={space} version={version} />
        ))}
      </ol>
      <Outside study={study} space={space} />
    </Panel>
  );
}

function Version({ study, space, version }: { study: StudySummary; space: StudySpace; version: SpaceVersion }) {
  const t = useTexts(texts);
  const td = useTexts(diffTexts);
  const language = useLanguage();
  const { number, at, by, stage, from, back, diff, inside, outside } = version;
  const inForce = number === space.version;
  const words = wordsOfDiff(diff, td, language);
  const who = by === 'file' ? null : t(by === 'studio' ? 'byStudio' : 'byCommandLine');
  return (
    <li data-version={number} aria-current={inForce ? 'true' : undefined}>
      <p className={style.versionHead}>
        <span className="strong">{t(inForce ? 'versionInForce' : 'version', { n: number })}</span>
        <time className="small t2 num" dateTime={new Date(at).toISOString()}>
          {clock(at, language)}
        </time>
      </p>
      <p className="small t2">
        {[who, stage === null ? null : t('ofStage', { stage }), number === 1 ? null : t('firstTrial', { n: from })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {words.length === 0 ? (
        <p>{t('fromFile')}</p>
      ) : (
        <ul className={style.diff}>
          {words.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {back === null ? null : <p className="small t2">{t('backOf', { n: back })}</p>}
      <p className="small t2 num">{t('counts', { inside, outside })}</p>
      {inForce ? null : (
        <Button
          size="small"
          icon="undo"
          title={t('backHint')}
          aria-label={`${t('back')}: ${t('version', { n: number })}`}
          disabledReason={space.held === null ? null : t(`held.${space.held}`)}
          onClick={() => useDraftStore.getState().begin(study.id, backTo(space, number))}
        >
          {t('back')}
        </Button>
      )}
    </li>
  );
}

function Outside({ study, space }: { study: StudySummary; space: StudySpace }) {
  const t = useTexts(texts);
  const say = useHostText();
  const tw = useTexts(warmStartTexts);
  const language = useLanguage();
  const outside = space.trials.filter((trial) => trial.outside !== null);
  if (outside.length === 0) return null;
  return (
    <details className={style.outside}>
      <summary>{t('outsideList', { n: outside.length })}</summary>
      <ul>
        {outside.slice(0, shownOutside).map(({ trial, outside: why }) => (
          <li key={trial}>
            <Button
              size="small"
              kind="quiet"
              onClick={() => {
                useSelection.getState().select(trial);
                navigate({ page: 'study', id: study.id, tab: 'live' });
              }}
            >
              {t('trial', { n: trial })}
            </Button>
            <span className="small t2">{why === null ? '' : misfitText(why, tw, language, say)}</span>
          </li>
        ))}
      </ul>
      {outside.length > shownOutside ? <p className="small t3">…</p> : null}
    </details>
  );
}
