// Numbers and times as the studio writes them. Pure.
import type { SettingValue } from '#shared/study/values.ts';
import { type Language, localeOf } from './language.ts';

/** Share in [0, 1] for tables and ticks: no leading zero (".9173"). */
export function share(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  return value
    .toFixed(digits)
    .replace(/^(-?)0\./, '$1.')
    .replace('-', '−');
}

/** Two or three significant digits, an exponent where that is shorter ("3e−5"). */
export function compact(value: number, significant = 3): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 0.001 && size < 100_000) return String(Number(value.toPrecision(significant))).replace('-', '−');
  const exponent = Math.floor(Math.log10(size));
  const mantissa = Number((value / 10 ** exponent).toPrecision(Math.max(2, significant - 1)));
  return `${mantissa}e${exponent}`.replaceAll('-', '−');
}

export function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '−∞';
}

/** Metrics that live in [0, 1] and are written as shares. */
export function isShareMetric(key: string): boolean {
  return /(accuracy|macroF1|balancedAccuracy|(recall|f1)\[.*\])$/.test(key);
}

/** A metric's value in a table: as many digits in every row. */
export function metricValue(key: string, value: number | string | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (isShareMetric(key)) return share(value);
  const size = Math.abs(value);
  const measured = size >= 0.001 && size < 1000 && !Number.isInteger(value);
  return measured ? value.toPrecision(4).replace('-', '−') : compact(value, 4);
}

export function settingText(value: SettingValue | undefined): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return compact(value, 4);
  return String(value);
}

/** "37 min", "1 h 05 min", "42 s". */
export function duration(ms: number, language: Language): string {
  const zh = language === 'zh';
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return zh ? `${seconds} 秒` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return zh ? `${minutes} 分钟` : `${minutes} min`;
  const rest = String(minutes % 60).padStart(2, '0');
  return zh ? `${Math.floor(minutes / 60)} 小时 ${rest} 分` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** "70–118 s", "61–74 min", "3 h 05 min – 4 h 10 min": both ends in one unit, as fine as tells them apart. Seconds. */
export function spanText({ low, high }: { low: number; high: number }, language: Language): string {
  const zh = language === 'zh';
  const [size, unit] = high < 180 ? [1, zh ? '秒' : 's'] : [60, zh ? '分钟' : 'min'];
  if (high >= 3 * 3600) return `${duration(1000 * low, language)} – ${duration(1000 * high, language)}`;
  if (high / size < 10) return `${compact(low / size, 2)}–${compact(high / size, 2)} ${unit}`;
  // Never from nothing on.
  const from = low < size ? compact(low / size, 1) : String(Math.floor(low / size));
  return `${from}–${Math.ceil(high / size)} ${unit}`;
}

/** Clock time, with seconds when asked; the day too when it is not today. */
export function clock(at: number, language: Language, options: { seconds?: boolean; now?: number } = {}): string {
  const { seconds = false, now = Date.now() } = options;
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const key = `${language} ${seconds} ${sameDay}`;
  let format = clocks.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(localeOf(language), {
      hour: '2-digit',
      minute: '2-digit',
      second: seconds ? '2-digit' : undefined,
      hourCycle: 'h23',
      ...(sameDay ? {} : { month: 'short', day: 'numeric' }),
    });
    clocks.set(key, format);
  }
  return format.format(at);
}

/** Made once each: to make one takes as long as many hundred uses. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Both ends of a time range, with seconds where minutes alone would make them look the same. */
export function clockRange(low: number, high: number, language: Language): { from: string; to: string } {
  const seconds = high - low < 120_000;
  return { from: clock(low, language, { seconds }), to: clock(high, language, { seconds }) };
}

/** Decimal units, as package indexes and disks name them: "853 MB", "4.5 GB". */
export function bytesText(bytes: number): string {
  if (bytes >= 999.5e6) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 999.5e3) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.round(bytes / 1e3)} kB`;
}
