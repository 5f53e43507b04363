// Names of what the query cache holds.

export const keys = {
  studies: ['studies'] as const,
  study: (id: string) => ['study', id] as const,
  trials: (id: string) => ['trials', id] as const,
  trial: (id: string, number: number) => ['trial', id, number] as const,
  testPart: (id: string) => ['test', id] as const,
  views: (id: string) => ['views', id] as const,
  studyAdvice: (id: string) => ['study-advice', id] as const,
  progress: (id: string) => ['progress', id] as const,
  /** What stays true only as long as the study's events are heard. */
  followed: (id: string) => [
    keys.study(id),
    keys.trials(id),
    ['trial', id] as const,
    keys.testPart(id),
    keys.views(id),
    keys.studyAdvice(id),
    keys.progress(id),
  ],
  engines: ['engines'] as const,
  appInfo: ['app'] as const,
};
