// The whole window takes files: a study file is opened, studies of other programs are imported, data go to the Data page, training logs to the Logs page.
import { useEffect, useState } from 'react';
import { headBytes, importKind, isTrialList } from '#shared/study/import-files.ts';
import { useTexts } from '../i18n/index.ts';
import { type GivenFile, navigate, parseHash, useGivenFiles } from '../state/index.ts';
import { toastError } from '../ui/index.ts';
import style from './drop-target.module.css';
import { readDropped } from './dropped-files.ts';
import { isDataName, isDataTable, isTableName } from './dropped-kind.ts';
import { texts } from './texts.ts';

/** Larger ones are no study file. */
const studyFileBytes = 4 << 20;

export function DropTarget() {
  const t = useTexts(texts);
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Elements enter and are left one after the other; the window is left when none is entered any more.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const rest = () => {
      depth = 0;
      setOver(false);
    };
    const onEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      if (!dialogIsOpen()) setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    // What a part of the page takes itself is not taken here.
    const onOver = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      rest();
      const { dataTransfer } = event;
      if (event.defaultPrevented || dataTransfer === null || !hasFiles(event)) return;
      event.preventDefault();
      if (dialogIsOpen()) return;
      readDropped(dataTransfer).then(give).catch(toastError);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    // A drop that a part of the page takes is stopped there.
    window.addEventListener('drop', rest, { capture: true });
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('drop', rest, { capture: true });
    };
  }, []);

  return over ? (
    <div className={style.over} data-drop-overlay>
      <p className={style.title}>{t('dropTitle')}</p>
      <p className="t2">{t('dropText')}</p>
    </div>
  ) : null;
}

/** A question that is open comes first; a toast, which has that role too and stands in a panel of its own, is none. */
function dialogIsOpen(): boolean {
  return document.querySelector(':is([role="dialog"], [role="alertdialog"]):not([data-panel] *)') !== null;
}

async function give(files: readonly GivenFile[]): Promise<void> {
  const store = useGivenFiles.getState();
  const [only] = files;
  if (files.length === 1 && only !== undefined && (await isStudyFile(only.file))) {
    store.giveStudy(only.file);
    return navigate({ page: 'studies' });
  }
  if (await isData(files)) {
    store.giveData(files);
    return navigate({ page: 'data' });
  }
  store.giveLogs(files);
  navigate({ page: 'logs' });
}

const onDataPage = () => parseHash(location.hash).route.page === 'data';

/** On the Data page every file is; elsewhere its name and its first line decide. */
async function isData(files: readonly GivenFile[]): Promise<boolean> {
  const [first] = files;
  if (first === undefined) return false;
  if (onDataPage()) return true;
  if (files.every(({ file }) => isDataName(file.name))) return true;
  return files.length === 1 && isTableName(first.file.name) && isDataTable(await first.file.slice(0, 1 << 16).text());
}

/** Studies of other programs and exported trials are opened the same way. */
async function isStudyFile(file: File): Promise<boolean> {
  const kind = importKind(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
  // On the Data page a table is data.
  if (kind !== null && (kind !== 'trial-table' || !onDataPage())) return true;
  if (!/\.json$/i.test(file.name) || file.size > studyFileBytes) return false;
  const { detectFileKind } = await import('#shared/study/study-file.ts');
  try {
    const json: unknown = JSON.parse((await file.text()).replace(/^\uFEFF/, ''));
    return detectFileKind(json) !== 'unknown' || isTrialList(json);
  } catch {
    // No JSON, or no longer there: the Logs page says what is wrong with it.
    return false;
  }
}
