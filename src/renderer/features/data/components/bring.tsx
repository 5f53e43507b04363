// How data come here: by their path, or as files that are dropped or chosen.
import { useRef } from 'react';
import { seesPaths } from '../../../data/index.ts';
import { useDataEdit } from '../../../data-view/data-edit.ts';
import { type JsonObject, setIn } from '../../../data-view/json.ts';
import { pathFieldOf, pathOf } from '../../../data-view/own-data.ts';
import { useTexts } from '../../../i18n/index.ts';
import type { GivenFile } from '../../../state/index.ts';
import { Button, TextField } from '../../../ui/index.ts';
import { useCopy } from '../copy-store.ts';
import style from '../data-page.module.css';
import { bytesText } from '../model.ts';
import { texts } from '../texts.ts';

export function Bring({
  data,
  problem,
  onGiven,
}: {
  data: JsonObject;
  problem: string | null;
  onGiven: (files: readonly GivenFile[]) => void;
}) {
  const t = useTexts(texts);
  const { edit, sniff } = useDataEdit();
  const copy = useCopy((store) => store.copy);
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const { found, busy } = sniff;
  const take = (input: HTMLInputElement) => {
    const files = Array.from(input.files ?? [], (one) => ({
      file: one,
      folders: one.webkitRelativePath.split('/').slice(0, -1),
    }));
    input.value = '';
    if (files.length > 0) onGiven(files);
  };
  const hint = () => {
    if (busy) return t('looking');
    if (found === null || found.source === 'unknown') return t('pathHint');
    return t('foundAs', { what: t(`source.${found.source}`), n: found.columns.length });
  };
  return (
    <div className={style.bring}>
      <TextField
        label={t('path')}
        className={style.path}
        icon="folder"
        placeholder={t('pathPlaceholder')}
        value={pathOf(data)}
        error={problem}
        hint={hint()}
        onChange={(path) => edit('data.path', (at) => setIn(at, [pathFieldOf(at).replace('data.', '')], path))}
      />
      <div className={style.drop} data-drop-zone>
        <p className="strong">{t('drop')}</p>
        <p className="small t2">{t(seesPaths() ? 'dropShell' : 'dropBrowser')}</p>
        {copy ? (
          <div className={style.copying} role="status">
            <progress max={Math.max(1, copy.total)} value={copy.done} aria-label={t('copying', { name: copy.name })} />
            <span className="small num">
              {t('copying', { name: copy.name })}: {bytesText(copy.done)} / {bytesText(copy.total)}
            </span>
            <Button size="small" onClick={() => useCopy.getState().cancel()}>
              {t('cancel')}
            </Button>
          </div>
        ) : (
          <div className="row">
            <Button icon="data" onClick={() => file.current?.click()}>
              {t('chooseFile')}
            </Button>
            <Button icon="folder" onClick={() => folder.current?.click()}>
              {t('chooseFolder')}
            </Button>
          </div>
        )}
        <p className="small t3">{t('kinds')}</p>
      </div>
      <input ref={file} type="file" hidden data-testid="data-file" onChange={(event) => take(event.target)} />
      <input
        ref={(element) => {
          folder.current = element;
          element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        data-testid="data-folder"
        onChange={(event) => take(event.target)}
      />
    </div>
  );
}
