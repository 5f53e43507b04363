// Settings: looks, keyboard, notifications, where data lie, engines, and what the program is made of.
import type { ReactNode } from 'react';
import { useAppInfo, useRead } from '../../data/index.ts';
import { languages, useLanguageStore, useTexts } from '../../i18n/index.ts';
import {
  navigate,
  systemNotifications,
  themes,
  useNotifications,
  useSingleLetters,
  useTheme,
} from '../../state/index.ts';
import { copyText } from '../../ui/copy-text.ts';
import { Button, densities, PageHead, Panel, Segmented, Switch, toastError, useDensity } from '../../ui/index.ts';
import style from './settings.module.css';
import { texts } from './texts.ts';

/** In the language itself, so that whoever cannot read the page finds it. */
const languageNames = { en: 'English', zh: '中文' } as const;

export function SettingsPage() {
  const t = useTexts(texts);
  const { theme, set: setTheme } = useTheme();
  const { density, set: setDensity } = useDensity();
  const { language, set: setLanguage } = useLanguageStore();
  const letters = useSingleLetters();
  return (
    <Panel
      name={t('title')}
      className={style.page}
      bodyClassName={style.body}
      head={<PageHead title={t('title')} text={t('intro')} />}
    >
      <Section title={t('looks')}>
        <Row label={t('theme')}>
          <Segmented
            label={t('theme')}
            value={theme}
            options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
            onChange={setTheme}
          />
        </Row>
        <Row label={t('density')}>
          <Segmented
            label={t('density')}
            value={density}
            options={densities.map((value) => ({ value, label: t(`density.${value}`) }))}
            onChange={setDensity}
          />
        </Row>
        <Row label={t('language')}>
          <Segmented
            label={t('language')}
            value={language}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={setLanguage}
          />
        </Row>
      </Section>
      <Section title={t('keys')}>
        <Switch checked={letters.on} onChange={letters.set}>
          {t('singleLetters')}
        </Switch>
        <p className="small t2">{t('singleLettersText')}</p>
      </Section>
      <Notices />
      <Data />
      <Section title={t('engines')}>
        <p>{t('enginesText')}</p>
        <p>
          <Button icon="engine" onClick={() => navigate({ page: 'engine' })}>
            {t('openEngines')}
          </Button>
        </p>
      </Section>
      <About />
    </Panel>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={style.section} aria-label={title}>
      <h2 className="label">{title}</h2>
      <div className={style.content}>{children}</div>
    </section>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={style.row}>
      <span>{label}</span>
      {children}
    </div>
  );
}

function Notices() {
  const t = useTexts(texts);
  const { on, refused, set } = useNotifications();
  const supported = systemNotifications() !== null;
  return (
    <Section title={t('notices')}>
      <Switch checked={on} disabled={!supported} onChange={(next) => void set(next).catch(toastError)}>
        {t('tellEnd')}
      </Switch>
      <p className="small t2">{t('tellEndText')}</p>
      <p role="status" className="small warn">
        {supported ? (refused ? t('refused') : '') : t('unsupported')}
      </p>
    </Section>
  );
}

function Data() {
  const t = useTexts(texts);
  const { data } = useAppInfo();
  const copy = (path: string) => copyText(path, t('copied'), t('copyFailed'));
  return (
    <Section title={t('data')}>
      <p>{t('folder')}</p>
      {data ? (
        <p className={style.path}>
          <code>{data.dataDir}</code>
          <Button size="small" icon="copy" onClick={() => void copy(data.dataDir)}>
            {t('copyFolder')}
          </Button>
        </p>
      ) : null}
      <p className="small t2">{t('folderText')}</p>
    </Section>
  );
}

function About() {
  const t = useTexts(texts);
  const { data: info } = useAppInfo();
  const { data: packages = [] } = useRead('app.packages', {});
  return (
    <Section title={t('about')}>
      {info ? <p>{t('version', { version: info.version, node: info.node, platform: info.platform })}</p> : null}
      <p className="t2">{t('licence')}</p>
      {packages.length === 0 ? null : (
        <details className={style.packages}>
          <summary>{t('packages', { n: packages.length })}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('package')}</th>
                <th scope="col">{t('packageVersion')}</th>
                <th scope="col">{t('packageLicence')}</th>
              </tr>
            </thead>
            <tbody>
              {packages.map(({ name, version, licence }) => (
                <tr key={`${name} ${version}`}>
                  <th scope="row">{name}</th>
                  <td className="num">{version}</td>
                  <td>{licence ?? t('undeclared')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </Section>
  );
}
