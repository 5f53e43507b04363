// One check in full: what was found, what is wanted, what the evidence looks like, and what to change.
import type { CheckResult } from '#shared/contract/checks.ts';
import { checkStatusTitle, checkText, checkTitle, fixText, measuredText } from '#shared/study/check-text.ts';
import { explainCheck } from '#shared/study/explain-text.ts';
import { Why } from '../../../advice/index.ts';
import { duration, useHostText, useLanguage, useTexts, withHostText } from '../../../i18n/index.ts';
import { changeOfFix, hashOfDraft } from '../../../state/index.ts';
import { copyText } from '../../../ui/copy-text.ts';
import { Button, Panel, PanelHead } from '../../../ui/index.ts';
import { fixJson } from '../model.ts';
import style from '../preflight.module.css';
import { texts } from '../texts.ts';
import { Evidence } from './evidence.tsx';
import { Picture } from './picture.tsx';

export function CheckDetail({ studyId, result }: { studyId: string; result: CheckResult | null }) {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  if (result === null) {
    return (
      <Panel name={t('detail')} head={<PanelHead label={t('detail')} />}>
        <p className={style.choose}>{t('choose')}</p>
      </Panel>
    );
  }
  const measured = measuredText(result, language);
  const { id, status, reason, limit, notes, fix, picture, evidence, tookMs } = result;
  return (
    <Panel
      name={t('detail')}
      head={
        <PanelHead label={<h2 className="strong">{checkTitle(id, language)}</h2>}>
          <span className={style.status} data-status={status}>
            {checkStatusTitle(status, language)}
          </span>
        </PanelHead>
      }
    >
      <div className={style.detail}>
        {measured === null ? null : <p className={style.measured}>{measured}</p>}
        <p className={style.sentence}>{checkText(withHostText(reason, say), language)}</p>
        {notes.map((note) => (
          <p key={note.id} className="t2">
            {checkText(withHostText(note, say), language)}
          </p>
        ))}
        {limit === null ? null : (
          <p>
            <span className="label">{t('limit')}</span> <span className="num">{checkText(limit, language)}</span>
          </p>
        )}
        {fix === null || status === 'pass' ? null : <Fix studyId={studyId} fix={fix} />}
        {evidence === null ? null : <Evidence evidence={evidence} />}
        {picture === null ? null : (
          <div>
            <h3 className="label">{t(evidence === null ? 'evidence' : 'whereTheySit')}</h3>
            <Picture picture={picture} width={368} height={140} />
            {picture.kind === 'bars' && picture.labels.length > 0 ? (
              <p className="small t2">{picture.labels.slice(0, 12).join(' · ')}</p>
            ) : null}
          </div>
        )}
        <Why of={explainCheck(id, language)} about={checkTitle(id, language)} />
        {tookMs < 500 ? null : <p className="small t3">{t('took', { time: duration(tookMs, language) })}</p>}
      </div>
    </Panel>
  );
}

function Fix({ studyId, fix }: { studyId: string; fix: NonNullable<CheckResult['fix']> }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const copy = () => copyText(fixJson(fix), t('copied'), t('copyFailed'));
  return (
    <div className={style.fix}>
      <h3 className="label">{t('proposal')}</h3>
      <p className="strong">{fixText(fix, language)}</p>
      <code className={style.code}>{fixJson(fix)}</code>
      <p className="row">
        <Button
          size="small"
          onClick={() => {
            location.hash = hashOfDraft(studyId, changeOfFix(fix));
          }}
        >
          {t('apply')}
        </Button>
        <Button size="small" icon="copy" onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </p>
    </div>
  );
}
