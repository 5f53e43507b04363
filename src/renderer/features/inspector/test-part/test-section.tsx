// The inspector's section about the locked test part: how often it was opened, what it said of this trial, and the button that opens it.
import { useMemo, useState } from 'react';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { type CurveStore, useTestPart } from '../../../data/index.ts';
import { clock, useLanguage, useTexts } from '../../../i18n/index.ts';
import { type Command, useCommands } from '../../../state/index.ts';
import { Button } from '../../../ui/index.ts';
import inspector from '../inspector.module.css';
import { openingOf, refusalOf, testRows } from './model.ts';
import { TestDialog } from './test-dialog.tsx';
import style from './test-part.module.css';
import { TestTable } from './test-table.tsx';
import { texts } from './texts.ts';

export function TestSection({ detail, curves }: { detail: TrialDetail; curves: CurveStore }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const { studyId, number } = detail.trial;
  const { data: part } = useTestPart(studyId);
  const opening = part ? openingOf(part.opened, number) : null;
  const refusal = part ? refusalOf(detail, part.obstacle, opening) : null;
  const reason = refusal === null ? null : t(`why.${refusal}`, { study: studyId, trial: String(number) });
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          ...{ id: 'trial.test', name: t('command'), group: t('group') },
          disabledReason: reason,
          perform: () => setAsking(true),
        },
      ],
      [t, reason],
    ),
  );
  if (!part) return null;
  return (
    <section className={inspector.section} aria-label={t('title')}>
      <div className={style.section}>
        <div className="row">
          <h3 className="label">{t('title')}</h3>
          {refusal === 'command' || refusal === 'no-test-part' ? null : (
            <span className="small t3 end">
              {part.openings === 0 ? t('notOpened') : t('opened', { n: part.openings })}
            </span>
          )}
        </div>
        {opening ? (
          <>
            <TestTable rows={testRows(opening, detail, curves)} />
            <p className="small t2">
              {t('of', {
                ...{ epoch: opening.epoch, rows: opening.rows },
                ...{ at: clock(opening.at, language), by: t(`by.${opening.by}`) },
              })}
            </p>
            {part.configurations > 1 ? (
              <p className="small warn">
                {t('openedFor', { times: part.openings, configurations: part.configurations })}
              </p>
            ) : null}
          </>
        ) : null}
        <Button size="small" disabledReason={reason} onClick={() => setAsking(true)}>
          {t('button')}
        </Button>
      </div>
      <TestDialog open={asking} detail={detail} curves={curves} counts={part} onClose={() => setAsking(false)} />
    </section>
  );
}
