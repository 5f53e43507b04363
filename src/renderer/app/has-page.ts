// Which pages exist. One that does not has no entry in the rail, the tabs or the palette.

export const hasPage: Readonly<
  Record<'studies' | 'new' | 'logs' | 'engine' | 'settings' | 'live' | 'trials' | 'checks', boolean>
> = {
  studies: true,
  new: true,
  logs: true,
  engine: true,
  settings: true,
  live: true,
  trials: true,
  checks: true,
};
