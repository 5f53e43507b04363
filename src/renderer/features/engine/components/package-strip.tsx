// What can be brought for an engine: installing from the network or from a file, and removing.
import { useRef, useState } from 'react';
import type { EnginePackage } from '#shared/contract/engine.ts';
import { useAction, useRead } from '../../../data/index.ts';
import { bytesText, clock, useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, Check, toastError } from '../../../ui/index.ts';
import style from '../engine.module.css';
import type { EngineView } from '../model.ts';
import { texts } from '../texts.ts';
import { RemoveButton } from './remove-button.tsx';
import { WheelForm } from './wheel-form.tsx';

export function PackageStrip({ view, own, gone }: { view: EngineView; own: EnginePackage; gone: boolean }) {
  const t = useTexts(texts);
  const say = useHostText();
  const { run, busy } = useAction('engine.install', toastError);
  const [cuda, setCuda] = useState(own.installed?.cuda ?? false);
  const [fromFile, setFromFile] = useState(false);
  const machine = useRead('engine.machine', {}, { enabled: own.cudaIsChoice });
  const opener = useRef<HTMLButtonElement>(null);
  const { name, installed, downloadedBytes, refusal, usedBy } = own;
  const now = view.running.find(({ target }) => target === name)?.work;
  const off = gone
    ? t('lost')
    : now !== undefined
      ? t('busy')
      : usedBy !== null
        ? t('usedBy', { study: usedBy })
        : null;
  const wantsCuda = own.cudaIsChoice && cuda;
  const closeForm = () => {
    opener.current?.focus();
    setFromFile(false);
  };
  return (
    <section className={style.package} aria-label={t('package', { name })}>
      <div className={style.packageText}>
        <p>
          {t('package', { name })} <Installed own={own} />
        </p>
        {name === 'tensorflow' && installed === null && view.engine.available ? (
          <p className="t2">{t('elsewhere')}</p>
        ) : null}
        {refusal ? <p className="t3">{say(refusal)}</p> : null}
        {wantsCuda && machine.data?.gpus.length === 0 ? <p className="warn">{t('noCardHere')}</p> : null}
        {usedBy ? <p className="t2">{t('usedBy', { study: usedBy })}</p> : null}
        {downloadedBytes > 0 && now !== 'install' ? (
          <p className="t2">{t('kept', { size: bytesText(downloadedBytes) })}</p>
        ) : null}
      </div>
      <div className={style.packageActs}>
        {own.cudaIsChoice ? (
          <Check checked={cuda} onChange={setCuda} disabled={off !== null}>
            <span className="small t2">{t('withCuda')}</span>
          </Check>
        ) : null}
        {refusal === null ? (
          <Button
            aria-label={`${t(installed ? 'installAgain' : 'install')}: ${name}`}
            disabledReason={off}
            disabled={busy}
            busy={now === 'install' ? t('installing') : null}
            onClick={() => void run({ name, cuda: wantsCuda })}
          >
            {t(installed ? 'installAgain' : 'install')}
          </Button>
        ) : null}
        {refusal === null && name === 'tensorflow' ? (
          <Button
            ref={opener}
            icon="folder"
            aria-expanded={fromFile}
            disabledReason={off}
            onClick={() => setFromFile(!fromFile)}
          >
            {t('fromFile')}
          </Button>
        ) : null}
        {installed !== null || downloadedBytes > 0 ? <RemoveButton own={own} off={off} /> : null}
      </div>
      {fromFile ? <WheelForm name={name} cuda={wantsCuda} off={off} onClose={closeForm} /> : null}
    </section>
  );
}

function Installed({ own: { installed } }: { own: EnginePackage }) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (!installed) return <span className="t3">{t('absent')}</span>;
  const { version, cuda, bytes, installedAt } = installed;
  return (
    <span className="t2">
      {t(cuda ? 'installedCuda' : 'installedAs', {
        version: version ?? t('someVersion'),
        size: bytesText(bytes),
        time: clock(installedAt, language),
      })}
    </span>
  );
}
