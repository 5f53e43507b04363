// A note as it is written: saved a moment after the last key and on leaving, and never lost on the way.
import { useCallback, useEffect, useRef, useState } from 'react';
import { maxNoteLength } from '#shared/study/annotation.ts';
import { useConnection } from '../../data/index.ts';
import { common, useHostText, useTexts } from '../../i18n/index.ts';
import { Button, TextArea } from '../../ui/index.ts';
import style from './annotation.module.css';
import { hear, type Sent, sending } from './echo.ts';
import { inDialog } from './in-dialog.ts';
import { texts } from './texts.ts';

const pauseMs = 800;
/** From here the field says how much room is left. */
const nearlyFull = maxNoteLength - 1000;

type State = 'still' | 'editing' | 'saving' | 'saved' | { readonly failed: string };

/** `save` rejects with a sentence. `session`: when this edit began, ms; edits of one session are one step back. */
export function NoteField({
  value,
  save,
  label,
}: {
  value: string;
  save: (before: string, after: string, session: number) => Promise<void>;
  label: string;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const c = useTexts(common);
  const [text, setText] = useState(value);
  const [state, setState] = useState<State>('still');
  const field = useRef<HTMLTextAreaElement>(null);
  /** What is typed, what the host has, and what is on its way there. */
  const now = useRef({ text: value, stored: value, sent: [] as readonly Sent[], session: 0, saving: false });

  useEffect(() => {
    const at = now.current;
    const { own, left } = hear(at.sent, value, Date.now());
    at.sent = left;
    if (own) return;
    const dirty = at.text !== at.stored;
    at.stored = value;
    // What somebody types is not taken from under their hands: it is saved later, and wins.
    if (dirty) return;
    at.text = value;
    setText(value);
  }, [value]);

  const saveRef = useRef(save);
  saveRef.current = save;
  const keep = useCallback(async () => {
    const at = now.current;
    while (!at.saving && at.text !== at.stored) {
      const [before, after] = [at.stored, at.text];
      at.saving = true;
      setState('saving');
      const mark = sending(after.trim() === '' ? '' : after);
      at.sent = [...at.sent, mark];
      try {
        await saveRef.current(before, after, at.session);
        mark.at = Date.now();
        at.stored = after;
        setState('saved');
      } catch (thrown) {
        at.sent = at.sent.filter((one) => one !== mark);
        setState({ failed: thrown instanceof Error ? thrown.message : String(thrown) });
        return;
      } finally {
        at.saving = false;
      }
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every key begins the pause anew
  useEffect(() => {
    if (now.current.text === now.current.stored) return;
    const timer = setTimeout(() => void keep(), pauseMs);
    return () => clearTimeout(timer);
  }, [text, keep]);
  useEffect(() => {
    // A page that is closed or left behind says so just in time.
    const leave = () => void keep();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [keep]);
  // What the host could not take while it was away.
  const connection = useConnection();
  useEffect(() => {
    if (connection === 'open') void keep();
  }, [connection, keep]);

  const failed = typeof state === 'object' ? state.failed : null;
  return (
    <div className={style.noteField}>
      <TextArea
        aria-label={label}
        inputRef={field}
        placeholder={t('notePlaceholder')}
        maxLength={maxNoteLength}
        value={text}
        error={failed === null ? null : t('failed', { message: say(failed) })}
        onFocus={() => {
          now.current.session = Date.now();
        }}
        onChange={(next) => {
          now.current.text = next;
          setText(next);
          setState('editing');
        }}
        onBlur={() => void keep()}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !inDialog(field.current)) {
            event.stopPropagation();
            field.current?.blur();
          }
        }}
      />
      <span className={style.state}>
        <span role="status">{typeof state === 'string' && state !== 'still' ? t(state) : ''}</span>
        {failed === null ? null : (
          <Button size="small" onClick={() => void keep()}>
            {c('tryAgain')}
          </Button>
        )}
        {text.length > nearlyFull ? (
          <span className="end num">{t('full', { n: text.length, most: maxNoteLength })}</span>
        ) : null}
      </span>
    </div>
  );
}
