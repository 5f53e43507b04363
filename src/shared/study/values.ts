// Values of settings, and the flat maps that carry them. Keys are those of the settings registry ("optimizer.learningRate").

/** null means "none" (no clipping, no early stop). */
export type SettingValue = number | string | boolean | null;

/** Searched settings of one trial; an inactive conditional setting is absent. */
export type Params = Readonly<Record<string, SettingValue>>;

/** Every setting a trial runs with: defaults, fixed values and params merged; inactive ones absent. */
export type ResolvedSettings = Readonly<Record<string, SettingValue>>;
