// Why a program was not started, in one sentence.
import { placeholdersIn } from '#shared/study/command-line.ts';
import type { Command, TrialEnd } from '../runner.ts';

/**
 * The end of a trial whose program could not be started; null when `thrown` says nothing of that. Where every trial would meet the same,
 * the study waits ("blocked"); a program whose name depends on the trial's settings is the trial's own fault.
 */
export function startProblem(thrown: unknown, { argv, cwd }: Pick<Command, 'argv' | 'cwd'>): TrialEnd | null {
  const { code, syscall, path } = thrown as NodeJS.ErrnoException;
  const [program = ''] = argv;
  if (code === undefined) return null;
  if (syscall === undefined || !syscall.startsWith('spawn')) {
    return { kind: 'blocked', message: `The trial's files cannot be written (${code}): ${path ?? 'unknown path'}.` };
  }
  const message = `The program "${program}" cannot be started ${reason(code, cwd)}.`;
  return { kind: placeholdersIn(program).length > 0 ? 'failed' : 'blocked', message };
}

function reason(code: string, cwd: string): string {
  switch (code) {
    case 'ENOENT':
      return `in ${cwd}: there is no such program or folder; check "runner.argv" and "runner.cwd"`;
    case 'EACCES':
      return 'because it may not be run (EACCES); make it executable, or name its interpreter first';
    case 'E2BIG':
      return 'because its arguments are too long (E2BIG); let it read them from the file that VERNIER_PARAMS names';
    default:
      return `(${code})`;
  }
}
