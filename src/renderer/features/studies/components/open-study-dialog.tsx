// Opens a study file: by its path on this computer, or chosen or dropped into the page.
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Problem } from '#shared/contract/common.ts';
import { toAppError } from '#shared/errors.ts';
import { pathOf, seesPaths, useAppInfo, useCall, useStudies } from '../../../data/index.ts';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { navigate } from '../../../state/index.ts';
import { Button, cx, Dialog, Icon, TextField } from '../../../ui/index.ts';
import { parseStudyText, problemsIn, recentFiles } from '../model.ts';
import { texts } from '../texts.ts';
import style from './open-study-dialog.module.css';

interface Source {
  readonly file: unknown;
  /** Absolute; null for a file whose place the page cannot see. */
  readonly path: string | null;
}

interface Failure {
  readonly message: string;
  readonly problems: readonly Problem[];
  /** The same file can be opened as a study of its own. */
  readonly conflict: Source | null;
}

export function OpenStudyDialog({
  open,
  onClose,
  dropped = null,
}: {
  open: boolean;
  onClose: () => void;
  /** A file dropped on the page: opened at once. */
  dropped?: File | null;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const call = useCall();
  const { data: info } = useAppInfo();
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const failureId = useId();

  const attempt = async (work: () => Promise<Source>, fresh = false) => {
    setBusy(true);
    setFailure(null);
    let source: Source | null = null;
    try {
      source = await work();
      const { id } = await call('studies.open', { ...source, fresh });
      onClose();
      navigate({ page: 'study', id, tab: 'live' });
    } catch (thrown) {
      const error = toAppError(thrown);
      const conflict = error.code === 'conflict' ? source : null;
      setFailure({ message: error.message, problems: problemsIn(error.details), conflict });
    } finally {
      setBusy(false);
    }
  };

  const openPath = (where: string) =>
    attempt(async () => {
      const read = await call('app.readStudyFile', { path: where });
      return { file: read.file, path: read.path };
    });

  const openFile = async (file: File) => {
    const place = pathOf(file);
    if (place !== null) return openPath(place);
    let text: string;
    try {
      text = await file.text();
    } catch (thrown) {
      const message = t('unreadable', { name: file.name, message: toAppError(thrown).message });
      setFailure({ message, problems: [], conflict: null });
      return;
    }
    const parsed = parseStudyText(text);
    if ('file' in parsed) return attempt(async () => ({ file: parsed.file, path: null }));
    const message = t(parsed.problem === 'not-json' ? 'notJson' : 'notObject', { name: file.name });
    setFailure({ message, problems: [], conflict: null });
  };

  const openDropped = useRef(openFile);
  openDropped.current = openFile;
  useEffect(() => {
    if (dropped) void openDropped.current(dropped);
  }, [dropped]);
  useEffect(() => {
    if (!open) setFailure(null);
  }, [open]);

  return (
    <Dialog open={open} onClose={onClose} title={t('openTitle')} width={560}>
      <p className="t2">{t('openText')}</p>
      <form
        className={style.path}
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '' && !busy) void openPath(path.trim());
        }}
      >
        <TextField
          label={t('pathField')}
          value={path}
          onChange={setPath}
          hint={t('pathHint')}
          className="grow"
          aria-describedby={failure ? failureId : undefined}
        />
        <Button
          type="submit"
          kind="primary"
          busy={busy ? t('openingPath') : null}
          disabled={path.trim() === ''}
          className={style.submit}
        >
          {t('openPath')}
        </Button>
      </form>
      <p className={style.or}>{t('or')}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has the button inside as its keyboard way */}
      <div
        className={cx(style.drop, over && style.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file) void openFile(file);
        }}
      >
        <Icon name="folder" />
        <span className="grow">{t('drop')}</span>
        <Button onClick={() => input.current?.click()}>{t('choose')}</Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          data-testid="study-file"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file) void openFile(file);
          }}
        />
      </div>
      {seesPaths() ? null : <p className="small t2">{t('dropHint', { dir: info?.dataDir ?? '…' })}</p>}
      <Recent busy={busy} onOpen={(where) => void openPath(where)} />
      {failure ? (
        <div id={failureId} className={style.failure} role="alert">
          {failure.problems.length > 0 ? (
            <ul>
              {failure.problems.map((problem) => (
                <li key={`${problem.path} ${problem.message}`}>{say(problem.message)}</li>
              ))}
            </ul>
          ) : (
            <p>{say(failure.message)}</p>
          )}
          {failure.conflict ? (
            <Button
              size="small"
              onClick={() => {
                const { conflict } = failure;
                if (conflict) void attempt(async () => conflict, true);
              }}
            >
              {t('openFresh')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </Dialog>
  );
}

/** Study files that studies here came from, the latest first. */
function Recent({ busy, onOpen }: { busy: boolean; onOpen: (path: string) => void }) {
  const t = useTexts(texts);
  const { data } = useStudies();
  const files = useMemo(() => recentFiles(data ?? []), [data]);
  if (files.length === 0) return null;
  return (
    <section aria-label={t('recent')}>
      <h3 className={style.recentHead}>{t('recent')}</h3>
      <ul className={style.recent}>
        {files.map(({ name, path }) => (
          <li key={path}>
            <button type="button" disabled={busy} title={path} onClick={() => onOpen(path)}>
              <span className="ell">{name}</span>
              <span className={style.where}>
                <bdi>{path}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
