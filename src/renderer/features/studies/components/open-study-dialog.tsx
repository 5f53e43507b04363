// Opens a study file, or imports studies of another program: by its path on this computer, or chosen or dropped into the page.
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Direction, Problem } from '#shared/contract/common.ts';
import { toAppError } from '#shared/errors.ts';
import { isTrialList } from '#shared/study/import-files.ts';
import { pathOf, seesPaths, useAppInfo, useCall, useStudies } from '../../../data/index.ts';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { navigate } from '../../../state/index.ts';
import { Button, cx, Dialog, Icon, TextField, toast } from '../../../ui/index.ts';
import { parseStudyText, problemsIn, recentFiles } from '../model.ts';
import { texts } from '../texts.ts';
import style from './open-study-dialog.module.css';

/** Larger ones do not fit a message to the host. */
const mostBytes = 30 << 20;

/** What somebody chose after a first attempt. */
interface Choice {
  readonly fresh?: boolean;
  readonly direction?: Direction;
}

const isJsonName = (name: string) => /\.json$/i.test(name);

interface Source {
  readonly file: unknown;
  /** Absolute; null for a file whose place the page cannot see. */
  readonly path: string | null;
}

/** A file of another program, or of exported trials, which the host reads. */
type Foreign = { readonly path: string } | { readonly name: string; readonly content: Uint8Array };

interface Failure {
  readonly message: string;
  readonly problems: readonly Problem[];
  /** The same file can be opened as a study of its own. */
  readonly conflict: Source | null;
  /** It can be imported once somebody says which way is better. */
  readonly undirected: Foreign | null;
}

const plainFailure = { problems: [], conflict: null, undirected: null };

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

  const attempt = async (work: () => Promise<Source | { readonly foreign: Foreign }>, choice: Choice = {}) => {
    setBusy(true);
    setFailure(null);
    let given: Awaited<ReturnType<typeof work>> | null = null;
    try {
      given = await work();
      const { id, told } = 'foreign' in given ? await importing(given.foreign, choice) : await opening(given, choice);
      onClose();
      if (told !== null) toast(told);
      navigate(id === null ? { page: 'studies' } : { page: 'study', id, tab: 'live' });
    } catch (thrown) {
      const error = toAppError(thrown);
      const asks = error.details.asks === 'direction';
      setFailure({
        message: asks ? t('whichWay', { metric: String(error.details.metric) }) : error.message,
        problems: problemsIn(error.details),
        conflict: error.code === 'conflict' && given !== null && 'file' in given ? given : null,
        undirected: asks && given !== null && 'foreign' in given ? given.foreign : null,
      });
    } finally {
      setBusy(false);
    }
  };

  const opening = async (source: Source, { fresh = false }: Choice) => {
    const { id } = await call('studies.open', { ...source, fresh });
    return { id, told: null };
  };

  /** `id`: null where the list shows what came, as it is several. */
  const importing = async (foreign: Foreign, { direction }: Choice) => {
    const { studies } = await call('studies.import', { ...foreign, direction });
    const sum = (of: (study: (typeof studies)[number]) => number) => studies.reduce((all, one) => all + of(one), 0);
    const [first] = studies;
    const leftOut = sum((study) => study.leftOut);
    const told = t('imported', { n: sum(({ trials }) => trials) });
    return {
      id: studies.length === 1 && first ? first.id : null,
      told: leftOut === 0 ? told : `${told} ${t('leftOut', { n: leftOut })}`,
    };
  };

  const openPath = (where: string) =>
    attempt(async () => {
      if (!isJsonName(where)) return { foreign: { path: where } };
      const read = await call('app.readStudyFile', { path: where });
      return isTrialList(read.file) ? { foreign: { path: where } } : { file: read.file, path: read.path };
    });

  const openFile = async (file: File) => {
    const place = pathOf(file);
    if (place !== null) return openPath(place);
    if (!isJsonName(file.name) && file.size > mostBytes) {
      return setFailure({ message: t('tooLarge', { name: file.name }), ...plainFailure });
    }
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch (thrown) {
      const message = t('unreadable', { name: file.name, message: toAppError(thrown).message });
      return setFailure({ message, ...plainFailure });
    }
    const foreign = { name: file.name, content: bytes };
    if (!isJsonName(file.name)) return attempt(async () => ({ foreign }));
    const parsed = parseStudyText(new TextDecoder().decode(bytes));
    if ('file' in parsed) return attempt(async () => ({ file: parsed.file, path: null }));
    if (parsed.problem === 'trials') return attempt(async () => ({ foreign }));
    const message = t(parsed.problem === 'not-json' ? 'notJson' : 'notObject', { name: file.name });
    setFailure({ message, ...plainFailure });
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
          accept=".json,.csv,.db,.sqlite,.sqlite3,.log,.jsonl,.journal"
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
                if (conflict) void attempt(async () => conflict, { fresh: true });
              }}
            >
              {t('openFresh')}
            </Button>
          ) : null}
          {failure.undirected ? (
            <p className="row">
              {(['maximize', 'minimize'] as const).map((direction) => (
                <Button
                  key={direction}
                  size="small"
                  onClick={() => {
                    const { undirected } = failure;
                    if (undirected) void attempt(async () => ({ foreign: undirected }), { direction });
                  }}
                >
                  {t(direction === 'maximize' ? 'higherBetter' : 'lowerBetter')}
                </Button>
              ))}
            </p>
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
