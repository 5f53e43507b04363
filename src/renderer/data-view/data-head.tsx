// The first rows of the data as what they are: a table, pictures, sequences or texts.
import type { OutputOf } from '#shared/contract/define.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import { useRead } from '../data/index.ts';
import { useHostText, useTexts } from '../i18n/index.ts';
import { ScrollTable } from '../ui/index.ts';
import style from './data.module.css';
import { dataTexts } from './data-texts.ts';
import type { JsonObject } from './json.ts';
import { sourceOf } from './own-data.ts';
import { Picture } from './picture.tsx';
import { seriesPaths } from './series-paths.ts';
import { SeriesPicture } from './series-picture.tsx';

type Preview = OutputOf<VernierContract, 'datasets.preview'>;
type Kind<Name extends Preview['kind']> = Extract<Preview, { kind: Name }>;

const shownRows = 8;
const series = { width: 132, height: 48 } as const;

export function DataHead({ of }: { of: JsonObject }) {
  const t = useTexts(dataTexts);
  const say = useHostText();
  const { data, error } = useRead('datasets.preview', { data: sourceOf(of), rows: 40 });
  if (error) return <p className="small bad">{t('headFailed', { message: say(error.message) })}</p>;
  switch (data?.kind) {
    case undefined:
      return null;
    case 'images':
      return <Pictures data={data} />;
    case 'sequences':
      return <Sequences data={data} />;
    case 'texts':
      return <Texts data={data} />;
    case 'table':
      return <Rows columns={data.columns} rows={data.rows} />;
  }
}

function Pictures({ data: { height, width, channels, images } }: { data: Kind<'images'> }) {
  const t = useTexts(dataTexts);
  return (
    <>
      <h3 className="label">{t('pictures')}</h3>
      <div className={style.pictures}>
        {images.map((image, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pictures have no name of their own
          <figure key={i}>
            <Picture {...{ height, width, channels }} pixels={image.pixels} label={image.label} size={36} />
            <figcaption className="num">{image.label}</figcaption>
          </figure>
        ))}
      </div>
    </>
  );
}

function Sequences({ data: { sequences } }: { data: Kind<'sequences'> }) {
  const t = useTexts(dataTexts);
  const paths = seriesPaths(sequences, series.width, series.height);
  return (
    <>
      <h3 className="label">{t('sequences')}</h3>
      <div className={style.sequences}>
        {sequences.map(({ label, length }, i) => {
          const caption = `${label}, ${t('steps', { n: length })}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: sequences have no name of their own
            <figure key={i}>
              <SeriesPicture paths={paths[i] ?? []} {...series} />
              <figcaption className="num">{caption}</figcaption>
            </figure>
          );
        })}
      </div>
    </>
  );
}

function Texts({ data: { texts } }: { data: Kind<'texts'> }) {
  const t = useTexts(dataTexts);
  return (
    <>
      <h3 className="label">{t('examples')}</h3>
      <ul className={style.examples}>
        {texts.slice(0, shownRows).map(({ label, text }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: texts have only their place
          <li key={i}>
            <span className="t2 small">{label}</span>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Rows({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }) {
  const t = useTexts(dataTexts);
  return (
    <>
      <h3 className="label">{t('head')}</h3>
      <ScrollTable name={t('head')}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownRows).map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have only their place
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={columns[j] ?? j} className="num">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </>
  );
}
