// Says that the database, or what was written into it last, could not be read at this start, until it is dismissed.
import { useAction, useAppInfo, useHost } from '../data/index.ts';
import { keys } from '../data/keys.ts';
import { useTexts } from '../i18n/index.ts';
import { Banner, Button, toastError } from '../ui/index.ts';
import { texts } from './texts.ts';

export function DamageBanner() {
  const t = useTexts(texts);
  const { cache } = useHost();
  const { data } = useAppInfo();
  const dismissal = useAction('app.dismissDamage', toastError);
  if (!data?.damage) return null;
  const { of, aside } = data.damage;
  const dismiss = async () => {
    await dismissal.run({});
    await cache.invalidateQueries({ queryKey: keys.appInfo });
  };
  return (
    <Banner
      title={t(`damage.${of}`)}
      actions={
        <Button size="small" onClick={() => void dismiss()}>
          {t('dismiss')}
        </Button>
      }
    >
      {t(`damageText.${of}`, { file: aside })}
    </Banner>
  );
}
