// What the colours of the lines mean while runs are coloured by a setting.
import { settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { cx, Swatch } from '../../../ui/index.ts';
import type { Ramp as Colours, SettingScale } from '../colouring.ts';
import style from '../live.module.css';
import { texts } from '../texts.ts';

/** More choices than these are shown by their first and last. */
const mostNames = 8;

export function Ramp({ scale, ramp, atTop }: { scale: SettingScale; ramp: Colours; atTop: boolean }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { name, values, kind, log } = scale;
  const title = settingTitle(name, language);
  const stops = Array.from({ length: 9 }, (_, i) => ramp(i / 8));
  const ends = [settingText(values[0]), settingText(values.at(-1))];
  return (
    <div className={cx(style.ramp, atTop && style.rampTop)} role="img" aria-label={`${title}: ${ends.join(' – ')}`}>
      <span className="strong">{title}</span>
      {kind === 'choices' && values.length <= mostNames ? (
        values.map((value, i) => (
          <span key={String(value)}>
            <Swatch color={ramp(i / (values.length - 1))} />
            {settingText(value)}
          </span>
        ))
      ) : (
        <>
          <span className="num">{ends[0]}</span>
          <span
            className={style.rampBar}
            style={{ background: `linear-gradient(90deg, ${stops.join(', ')})` }}
            aria-hidden="true"
          />
          <span className="num">{ends[1]}</span>
          {log ? <span className="t3">{t('onLog')}</span> : null}
        </>
      )}
    </div>
  );
}
