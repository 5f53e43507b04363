// The checks in their groups, each a row that can be chosen; arrow keys go from row to row.
import type { KeyboardEvent } from 'react';
import type { CheckId, CheckStatus } from '#shared/contract/checks.ts';
import { checkStatusTitle, checkText, checkTitle, fixText, measuredText } from '#shared/study/check-text.ts';
import { useHostText, useLanguage, useTexts, withHostText } from '../../../i18n/index.ts';
import { changeOfFix, hashOfDraft } from '../../../state/index.ts';
import { Button, Icon, type IconName, StateGlyph, Tooltip } from '../../../ui/index.ts';
import { type Group, gaugeOf, type Row } from '../model.ts';
import style from '../preflight.module.css';
import { texts } from '../texts.ts';
import { GaugePicture, Picture } from './picture.tsx';

const icons: Readonly<Record<CheckStatus, IconName>> = { pass: 'check', look: 'warn', fail: 'close', skipped: 'minus' };

export function CheckList({
  studyId,
  groups,
  chosen,
  now,
  onChoose,
}: {
  studyId: string;
  groups: readonly Group[];
  chosen: CheckId | null;
  /** Under way. */
  now: CheckId | null;
  onChoose: (id: CheckId) => void;
}) {
  const t = useTexts(texts);
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-check]')];
    const next = rows[rows.findIndex((row) => row.matches(':focus')) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows in it are buttons; arrows are a shorter way between them.
    <div className={style.list} onKeyDown={onKey}>
      {groups.map(({ name, rows }) => (
        <section key={name} aria-label={t(`group.${name}`)}>
          <h3 className={style.group}>
            <span className="label">{t(`group.${name}`)}</span>
          </h3>
          <ul>
            {rows.map((row) => (
              <li key={row.id} className={style.line} data-chosen={row.id === chosen}>
                <CheckRow row={row} chosen={row.id === chosen} now={row.id === now} onChoose={onChoose} />
                <Remedy studyId={studyId} row={row} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function CheckRow({
  row: { id, result },
  chosen,
  now,
  onChoose,
}: {
  row: Row;
  chosen: boolean;
  now: boolean;
  onChoose: (id: CheckId) => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const status = result?.status ?? null;
  const gauge = result && gaugeOf(result);
  return (
    <button
      type="button"
      className={style.row}
      data-check={id}
      data-status={status ?? 'waiting'}
      aria-pressed={chosen}
      onClick={() => onChoose(id)}
    >
      <span className={style.badge} data-status={status ?? undefined}>
        {status === null ? (
          <StateGlyph silent state={now ? 'running' : 'queued'} />
        ) : (
          <Icon name={icons[status]} size={14} />
        )}
        <span className="vh">
          {status === null ? t(now ? 'running' : 'waiting') : checkStatusTitle(status, language)}
        </span>
      </span>
      <span className={style.words}>
        <span className={style.name}>{checkTitle(id, language)}</span>
        <span className={style.found}>
          {result ? checkText(withHostText(result.reason, say), language) : t(now ? 'running' : 'waiting')}
        </span>
      </span>
      <span className={style.picture}>
        {result?.picture ? <Picture picture={result.picture} width={160} height={36} /> : null}
        {gauge ? <GaugePicture gauge={gauge} width={160} height={36} /> : null}
      </span>
      <span className={style.measure}>
        <b>{result ? measuredText(result, language) : null}</b>
        <span>{result?.limit ? checkText(result.limit, language) : null}</span>
      </span>
    </button>
  );
}

/** What the check proposes, one press away; the panel beside the list shows it in full. */
function Remedy({ studyId, row: { result } }: { studyId: string; row: Row }) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (!result?.fix || result.status === 'pass') return null;
  const { fix } = result;
  const what = fixText(fix, language);
  return (
    <Tooltip text={`${t('apply')}: ${what}`}>
      <Button
        size="small"
        aria-label={`${t('change')}: ${what}`}
        onClick={() => {
          location.hash = hashOfDraft(studyId, changeOfFix(fix));
        }}
      >
        {t('change')}
      </Button>
    </Tooltip>
  );
}
