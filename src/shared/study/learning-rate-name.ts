// What learning rates are called: by the registry, and by programs of the users' own.
const names = /(^|[._-])(lr|learning[_ ]?rate)$/i;

export function isLearningRate(name: string): boolean {
  return names.test(name);
}
