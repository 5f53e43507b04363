// What the pre-flight checks say of the data alone: gaps, columns that tell the label, rows that are in two parts, labels in doubt.

import type { CheckResult, CheckStatus } from '#shared/contract/checks.ts';
import { checkStatusTitle, checkText, checkTitle } from '#shared/study/check-text.ts';
import { useRead } from '../../../data/index.ts';
import { useDataEdit } from '../../../data-view/data-edit.ts';
import { setIn } from '../../../data-view/json.ts';
import { useSettled } from '../../../data-view/use-profile.ts';
import { useHostText, useLanguage, useTexts, withHostText } from '../../../i18n/index.ts';
import { Button, Icon, type IconName, TickStrip } from '../../../ui/index.ts';
import style from '../data-page.module.css';
import { texts } from '../texts.ts';
import { Section } from './section.tsx';

const icons: Readonly<Record<CheckStatus, IconName>> = { pass: 'check', look: 'warn', fail: 'close', skipped: 'minus' };

export function Checks() {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { data } = useDataEdit();
  const asked = useSettled(data, 800);
  const { data: results, error, isFetching } = useRead('datasets.checks', { data: asked });
  return (
    <Section title={t('checks')}>
      {isFetching ? <TickStrip text={t('checking')} /> : null}
      {error ? <p className="bad">{say(error.message)}</p> : null}
      <ul className={style.checks}>
        {results?.map((result) => (
          <li key={result.id} data-check={result.id} data-status={result.status}>
            <span className={style.badge} data-status={result.status}>
              <Icon name={icons[result.status]} size={14} />
              <span className="vh">{checkStatusTitle(result.status, language)}</span>
            </span>
            <span className="grow">
              <b className="strong">{checkTitle(result.id, language)}</b>{' '}
              <span className="t2">{checkText(withHostText(result.reason, say), language)}</span>
            </span>
            <Fix result={result} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Only what changes the data: what changes a setting is for the study. */
function Fix({ result: { fix } }: { result: CheckResult }) {
  const t = useTexts(texts);
  const { edit } = useDataEdit();
  const field = /^data\.(.+)$/.exec(fix?.setting ?? '')?.[1];
  if (fix === null || field === undefined) return null;
  const { to } = fix;
  return (
    <Button
      size="small"
      onClick={() =>
        edit(fix.setting, (at) => {
          const has = at[field];
          return setIn(at, [field], Array.isArray(to) ? [...new Set([...(Array.isArray(has) ? has : []), ...to])] : to);
        })
      }
    >
      {field === 'exclude' && Array.isArray(to) ? t('fixExclude', { list: to.join(', ') }) : t('fix')}
    </Button>
  );
}
