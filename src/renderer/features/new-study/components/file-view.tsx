// The study file as it will be sent: always what the form says, to copy or to save.
import { useTexts } from '../../../i18n/index.ts';
import { copyText } from '../../../ui/copy-text.ts';
import { Button } from '../../../ui/index.ts';
import { saveText } from '../../../ui/save-text.ts';
import { useDraft } from '../draft-context.ts';
import { getIn } from '../model/json.ts';
import style from '../new-study.module.css';
import { texts } from '../texts.ts';

export function FileView() {
  const t = useTexts(texts);
  const { draft } = useDraft();
  const text = `${JSON.stringify(draft.file, null, 2)}\n`;
  const name = fileName(getIn(draft.file, ['name']));
  const copy = () => copyText(text, t('copied'), t('copyFailed'));
  return (
    <>
      <div className="row">
        <span className="mono t2 ell">{name}</span>
        <span className="row end">
          <Button size="small" icon="copy" onClick={() => void copy()}>
            {t('copy')}
          </Button>
          <Button size="small" icon="export" onClick={() => saveText(name, 'application/json', text)}>
            {t('save')}
          </Button>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={style.code} tabIndex={0} aria-label={t('file')}>
        <pre data-testid="study-file-json">{text}</pre>
      </section>
      <p className="small t2">
        {t('runIt')} <code className="mono">vernier run {name}</code>
      </p>
    </>
  );
}

function fileName(name: unknown): string {
  const slug = String(name ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${slug.slice(0, 60) || 'study'}.json`;
}
