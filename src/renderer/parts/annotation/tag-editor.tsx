// Tags as chips to take away, and a field to add one: Enter adds, Backspace in the empty field removes the last, arrows choose among the
// tags that are in use.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { maxTagLength, maxTags, type TagProblem, tagProblem } from '#shared/study/annotation.ts';
import { useHostText, useTexts } from '../../i18n/index.ts';
import { cx, Icon, TextField } from '../../ui/index.ts';
import style from './annotation.module.css';
import { hear, type Sent, sending } from './echo.ts';
import { inDialog } from './in-dialog.ts';
import { suggested } from './suggestions.ts';
import { texts } from './texts.ts';

export function TagEditor({
  value,
  save,
  known,
  label,
  onTag,
}: {
  value: readonly string[];
  /** Rejects with a sentence. */
  save: (before: readonly string[], after: readonly string[]) => Promise<void>;
  /** Tags that are offered. */
  known: readonly string[];
  label: string;
  /** A press on a tag; absent: nothing happens. */
  onTag?: ((tag: string) => void) | undefined;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const { tags, change, failed } = useTags(value, save);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<TagProblem | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const offered = open ? suggested(known, text, tags) : [];
  const box = useRef<HTMLDivElement>(null);
  const hasOffers = offered.length > 0;
  useEffect(() => {
    if (hasOffers) box.current?.scrollIntoView({ block: 'nearest' });
  }, [hasOffers]);

  const add = (given: string) => {
    const wrong = tagProblem(given, tags);
    setProblem(wrong);
    setAt(null);
    if (wrong !== null) return;
    setText('');
    change([...tags, given.trim()]);
  };
  const remove = (tag: string) => {
    setProblem(null);
    change(tags.filter((one) => one !== tag));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = at === null ? undefined : offered[at];
    switch (event.key) {
      case 'Enter':
      case ',':
        if (event.key === 'Enter' && chosen !== undefined) add(chosen);
        else if (text.trim() !== '') add(text);
        break;
      case 'Backspace': {
        const last = tags.at(-1);
        if (text !== '' || last === undefined) return;
        remove(last);
        break;
      }
      case 'ArrowDown':
      case 'ArrowUp':
        setOpen(true);
        if (offered.length === 0) break;
        setAt((place) => {
          const step = event.key === 'ArrowDown' ? 1 : -1;
          return ((place ?? (step > 0 ? -1 : 0)) + step + offered.length) % offered.length;
        });
        break;
      case 'Escape':
        // With nothing to put away it leaves the field, or the dialog.
        if (offered.length === 0 && text === '' && inDialog(field.current)) return;
        event.stopPropagation();
        if (offered.length > 0 || text !== '') {
          setOpen(false);
          setText('');
          setProblem(null);
        } else field.current?.blur();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const wrong =
    problem === null ? null : t(`problem.${problem}`, { most: problem === 'many' ? maxTags : maxTagLength });
  return (
    <fieldset className={style.editor} aria-label={label}>
      {tags.length > 0 ? (
        <ul className={style.tags}>
          {tags.map((tag) => (
            <li key={tag} className={style.tag}>
              {onTag ? (
                <button type="button" className="ell" title={t('showTag', { tag })} onClick={() => onTag(tag)}>
                  {tag}
                </button>
              ) : (
                <span className="ell" title={tag}>
                  {tag}
                </span>
              )}
              <button
                type="button"
                className={style.remove}
                aria-label={t('removeTag', { tag })}
                title={t('removeTag', { tag })}
                onClick={() => remove(tag)}
              >
                <Icon name="close" size={10} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className={style.adder}>
        <TextField
          role="combobox"
          aria-label={t('addTag')}
          aria-expanded={offered.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={at === null ? undefined : `${list}-${at}`}
          placeholder={t('addTag')}
          inputRef={field}
          value={text}
          error={wrong ?? (failed && say(failed))}
          onChange={(next) => {
            setText(next);
            setProblem(null);
            setAt(null);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            // What was typed and is a tag is not thrown away.
            if (tagProblem(text, tags) === null) add(text);
          }}
          onKeyDown={onKeyDown}
        />
        <div
          id={list}
          ref={box}
          role="listbox"
          aria-label={t('suggestions')}
          className={style.offered}
          hidden={offered.length === 0}
        >
          {offered.map((tag, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys
            <div
              key={tag}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={cx('ell', style.offer)}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={() => setAt(index)}
              onClick={() => add(tag)}
            >
              {tag}
            </div>
          ))}
        </div>
      </div>
    </fieldset>
  );
}

/** Tags as they are seen: changed at once, taken back when the host refuses, and those of others when they come. */
function useTags(
  value: readonly string[],
  save: (before: readonly string[], after: readonly string[]) => Promise<void>,
) {
  const [tags, setTags] = useState(value);
  const [failed, setFailed] = useState<string | null>(null);
  const sent = useRef<readonly Sent[]>([]);
  const asText = JSON.stringify(value);
  useEffect(() => {
    const { own, left } = hear(sent.current, asText, Date.now());
    sent.current = left;
    if (!own) setTags(JSON.parse(asText) as string[]);
  }, [asText]);
  const change = (next: readonly string[]) => {
    setFailed(null);
    setTags(next);
    const mark = sending(JSON.stringify(next));
    sent.current = [...sent.current, mark];
    save(tags, next).then(
      () => {
        mark.at = Date.now();
      },
      (thrown: unknown) => {
        sent.current = sent.current.filter((one) => one !== mark);
        setTags(value);
        setFailed(thrown instanceof Error ? thrown.message : String(thrown));
      },
    );
  };
  return { tags, change, failed };
}
