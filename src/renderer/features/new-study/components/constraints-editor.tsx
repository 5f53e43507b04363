// The study's constraints: written as text, checked as typed, each with the share of the space that it keeps.
import { useMemo, useRef } from 'react';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, IconButton, Menu, toast } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import type { Completion } from '../model/constraint-completion.ts';
import {
  addConstraint,
  constraintsIn,
  exampleConstraints,
  insertConstraint,
  judgeConstraint,
  type KeptShares,
  removeConstraint,
  setConstraint,
} from '../model/constraints.ts';
import { drawCount } from '../model/space-draws.ts';
import style from '../steps/designer.module.css';
import { designerTexts } from '../steps/designer-texts.ts';
import { ConstraintField } from './constraint-field.tsx';

const functions: readonly Completion[] = [
  { text: 'min()', note: '' },
  { text: 'max()', note: '' },
  { text: 'log()', note: '' },
];

export function ConstraintsEditor({ kept }: { kept: KeptShares | null }) {
  const t = useTexts(designerTexts);
  const language = useLanguage();
  const { draft, rows, draftSpace, edit } = useDraft();
  const added = useRef<number | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const texts = constraintsIn(draft.file);
  const options = useMemo(
    (): Completion[] => [
      ...rows
        .filter(({ use }) => use !== 'never')
        // What is searched first: a constraint among fixed values alone decides nothing.
        .sort((a, b) => Number(b.range !== null) - Number(a.range !== null))
        .map(({ setting }) => ({ text: setting.key, note: setting.title[language] })),
      ...functions,
    ],
    [rows, language],
  );
  const examples = exampleConstraints(rows, texts);
  const remove = (index: number, text: string) => {
    edit('constraints.remove', (at) => removeConstraint(at, index));
    add.current?.focus();
    toast(t('constraintRemoved'), {
      undo: () => edit('constraints.insert', (at) => insertConstraint(at, index, text)),
    });
  };
  const percent = (share: number) => (share > 0 && share < 0.01 ? '< 1' : String(Math.round(share * 100)));
  return (
    <section className={style.part} aria-label={t('constraints')}>
      <div className={style.head}>
        <h3 className="label">{t('constraints')}</h3>
        <span className="small t2">{t('constraintsText')}</span>
        <span className="row end">
          {examples.length > 0 ? (
            <Menu
              entries={examples.map(({ kind, text }) => ({
                id: kind,
                label: t(`example.${kind}`),
                note: text,
                perform: () => edit('constraints.add', (at) => addConstraint(at, text)),
              }))}
              trigger={<Button size="small">{t('examples')}</Button>}
            />
          ) : null}
          <Button
            ref={add}
            size="small"
            icon="plus"
            onClick={() => {
              added.current = texts.length;
              edit('constraints.add', (at) => addConstraint(at, ''));
            }}
          >
            {t('addConstraint')}
          </Button>
        </span>
      </div>
      {texts.length === 0 ? <p className="small t2">{t('noConstraints')}</p> : null}
      <ol className={style.list}>
        {texts.map((text, i) => {
          const share = kept?.each[i] ?? null;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a constraint is its place in the file
            <li key={i} data-constraint={i + 1}>
              <ConstraintField
                label={t('constraint', { n: i + 1 })}
                text={text}
                problem={judgeConstraint(text, draftSpace)}
                options={options}
                focused={added.current === i}
                onChange={(next) => edit(`constraints.${i}`, (at) => setConstraint(at, i, next))}
                onLeave={() => {
                  added.current = null;
                  if (text.trim() === '') edit('constraints.remove', (at) => removeConstraint(at, i));
                }}
              />
              <IconButton
                icon="trash"
                size="small"
                label={t('removeConstraint', { n: i + 1 })}
                onClick={() => remove(i, text)}
              />
              <span className={share === 0 ? `${style.share} bad` : style.share}>
                {share === null
                  ? null
                  : share === 0
                    ? t('keepsNone', { n: drawCount })
                    : share === 1
                      ? t('keepsAll', { n: drawCount })
                      : t('keeps', { share: percent(share) })}
              </span>
            </li>
          );
        })}
      </ol>
      {texts.length > 0 ? (
        <>
          <p className="small t2 num" role="status">
            {kept === null
              ? t('keepsUnknown')
              : t('keepsTogether', {
                  share: percent(kept.all),
                  kept: kept.kept.filter((one) => one).length,
                  n: kept.kept.length,
                })}
          </p>
          <p className="small t3">{t('syntax')}</p>
        </>
      ) : null}
    </section>
  );
}
