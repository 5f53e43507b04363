// Which pages exist. One that does not has no entry in the rail, the tabs or the palette.

export const hasPage: Readonly<Record<'studies' | 'new' | 'engine' | 'live' | 'trials' | 'checks', boolean>> = {
  studies: true,
  new: true,
  engine: true,
  live: true,
  trials: true,
  checks: true,
};
