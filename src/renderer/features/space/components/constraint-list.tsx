// Constraints of the space; while it is being changed they are fields, and new ones can be added.
import { useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { Button, Chip, IconButton, TextField } from '../../../ui/index.ts';
import type { SpaceActions } from '../actions.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';

export function ConstraintList({
  constraints,
  before,
  actions,
}: {
  constraints: readonly string[];
  /** In force. */
  before: readonly string[];
  actions: SpaceActions | null;
}) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const put = (field: string, next: readonly string[]) => actions?.edit(field, (at) => ({ ...at, constraints: next }));
  const add = () => {
    if (text.trim() === '') return;
    put('constraint add', [...constraints, text.trim()]);
    setText('');
  };
  return (
    <section className={style.section} aria-label={t('constraints')}>
      <h3 className="label">{t('constraints')}</h3>
      {constraints.length === 0 ? <p className="small t2">{t('noConstraints')}</p> : null}
      <ul className={style.constraints}>
        {constraints.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: it is edited in its place
          <li key={i}>
            {actions === null ? (
              <code>{one}</code>
            ) : (
              <>
                <TextField
                  aria-label={t('constraintText', { n: i + 1 })}
                  className={style.constraint}
                  value={one}
                  onChange={(next) => put(`constraint ${i}`, constraints.with(i, next))}
                />
                {before.includes(one) ? null : <Chip tone="index">{t('changed')}</Chip>}
                <IconButton
                  size="small"
                  icon="trash"
                  label={t('removeConstraint', { text: one })}
                  onClick={() => put('constraint remove', constraints.toSpliced(i, 1))}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {actions === null ? null : (
        <form
          className={style.newConstraint}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextField
            aria-label={t('addConstraint')}
            placeholder={t('constraintExample')}
            className={style.constraint}
            value={text}
            onChange={setText}
          />
          <Button size="small" type="submit" disabled={text.trim() === ''}>
            {t('add')}
          </Button>
        </form>
      )}
    </section>
  );
}
