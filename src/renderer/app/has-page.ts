// Which pages exist. One that does not has no entry in the rail, the tabs or the palette.

export const hasPage: Readonly<
  Record<'studies' | 'new' | 'logs' | 'engine' | 'live' | 'trials' | 'checks' | 'analyse', boolean>
> = {
  studies: true,
  new: true,
  logs: true,
  engine: true,
  live: true,
  trials: true,
  checks: true,
  analyse: true,
};
