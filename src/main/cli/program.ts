// The commands and their options. Every failure ends here as sentences on stderr and an exit code.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { appVersion } from '#main/host/places.ts';
import { adviceFormats, adviseCommand } from './advise.ts';
import { bestCommand, bestFormats } from './best.ts';
import { checkCommand } from './check.ts';
import { confusionCommand } from './confusion.ts';
import { enginesCommand } from './engines.ts';
import { installEngineCommand, removeEngineCommand } from './engines-install.ts';
import { exportCommand, exportFormats } from './export.ts';
import { importCommand } from './import.ts';
import { listCommand } from './list.ts';
import { rankCommand } from './rank.ts';
import { rerunCommand } from './rerun.ts';
import { runStudyCommand } from './run.ts';
import { showCommand } from './show.ts';
import { spaceCommand } from './space.ts';
import { studioCommand } from './studio.ts';
import { exitCodeOf, exitCodes, say, sentencesOf } from './terminal.ts';
import { testCommand } from './test.ts';
import { trialsCommand } from './trials.ts';

/** A whole number of at least `minimum`, for an option. */
function wholeNumber(minimum: number, maximum: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text.trim()) || value < minimum || value > maximum) {
      throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
    }
    return value;
  };
}

function trialNumbers(text: string): number[] {
  return text.split(',').map(wholeNumber(1, 1_000_000));
}

function oneOf(...choices: string[]) {
  return (text: string): string => {
    if (!choices.includes(text)) throw new InvalidArgumentError(`Choose one of: ${choices.join(', ')}.`);
    return text;
  };
}

/** Runs one command; resolves with the exit code of interfaces.md section 1. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.ok;
  const finish = async (work: Promise<number>) => {
    code = await work;
  };
  const program = new Command('vernier')
    .description('Tunes deep-learning hyperparameters, coarse scale first, fine scale after. Offline.')
    .version(appVersion(), '-V, --version')
    .option(
      '--data-dir <dir>',
      "where studies are kept (default: VERNIER_DATA_DIR, else the platform's application-data folder)",
    )
    .showHelpAfterError('Run "vernier --help" for the commands.')
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text.replace(/^error: /, 'vernier: ')) });
  const dataDir = () => program.opts<{ dataDir?: string }>().dataDir;
  const add = (usage: string, description: string) =>
    program
      .command(usage)
      .description(description)
      .option('--data-dir <dir>', 'where studies are kept')
      .hook('preAction', (_program, command) => {
        const own = command.opts<{ dataDir?: string }>().dataDir;
        if (own !== undefined) program.setOptionValue('dataDir', own);
      });

  add('studio', 'opens the studio: an Electron window, or the default browser')
    .option('--browser', 'the browser even where Electron could run')
    .option('--no-open', 'opens nothing, only prints the one-time address')
    .option('--port <n>', 'port on 127.0.0.1 (default: that of the last start, else a free one)', wholeNumber(1, 65535))
    .action((options) => finish(studioCommand({ ...options, dataDir: dataDir() })));

  add('run <file>', 'runs a study file, or trains a best configuration again, to its end')
    .option('--trials <n>', 'trials in all; a larger number extends a finished study', wholeNumber(1, 1_000_000))
    .option('--parallel <n>', 'trials at a time', wholeNumber(1, 256))
    .option('--seed <n>', "the study's seed", wholeNumber(0, 2 ** 31 - 1))
    .option('--engine <name>', 'training engine (see "vernier engines")')
    .option('--threads <n>', 'threads per trial', wholeNumber(1, 256))
    .option('--auto-stages', 'every stage takes the ranges that are proposed, whatever the file\'s "accept" says')
    .option(
      '--warm-start <study...>',
      "begins with what earlier studies have learned, by id, name or file; not with the file's own",
    )
    .option('--new', 'a new study, even when one of this file exists')
    .option('--skip-checks', 'starts without the pre-flight checks')
    .option('--json', 'one JSON object per line on stdout')
    .action((file: string, options) => finish(runStudyCommand(file, { ...options, dataDir: dataDir() })));

  add(
    'check <file>',
    'validates a study file and its data, then makes the pre-flight checks, some of which train for seconds',
  )
    .option('--json', 'one JSON object per line on stdout')
    .action((file: string, options) => finish(checkCommand(file, { ...options, dataDir: dataDir() })));

  add('list', 'the studies of the data directory')
    .option('--json', 'one JSON object per study')
    .option('--all', 'also those that were archived')
    .action((options) => finish(listCommand({ ...options, dataDir: dataDir() })));

  add('show <study>', 'one study: state, best, counts (an id, a name or the path of its file)')
    .option('--json', 'one JSON object')
    .action((study: string, options) => finish(showCommand(study, { ...options, dataDir: dataDir() })));

  add('space <study>', 'the versions of the space that a study searches, and what is searched now')
    .option('--from <file>', 'searches what this changed study file searches from now on, also while the study runs')
    .option('--json', 'one JSON object')
    .action((study: string, options) => finish(spaceCommand(study, { ...options, dataDir: dataDir() })));

  add('trials <study>', 'the trials of a study')
    .option('--format <format>', 'table, csv or json', oneOf('table', 'csv', 'json'), 'table')
    .option('--json', 'the same as --format json')
    .action((study: string, options) => finish(trialsCommand(study, { ...options, dataDir: dataDir() })));

  add(
    'best <study>',
    'the best configuration as JSON, which "vernier run" trains again, or as a program for other frameworks',
  )
    .option('--top <k>', 'the k best, as an array', wholeNumber(1, 1000))
    .option('--stage <name>', 'of this stage')
    .option('-o, --output <file>', 'writes to a file')
    .option('--format <format>', bestFormats.join(', '), 'json')
    .option('--json', 'the default')
    .action((study: string, options) => finish(bestCommand(study, { ...options, dataDir: dataDir() })));

  add('rank <study>', 'configurations by their means: intervals, ties, and how lucky the best one was')
    .option('--stage <name>', 'of this stage')
    .option('--top <k>', 'the first k (default: 10; with --json: all)', wholeNumber(1, 1_000_000))
    .option('--json', 'one JSON object')
    .action((study: string, options) => finish(rankCommand(study, { ...options, dataDir: dataDir() })));

  add('rerun <study>', 'trains the best configurations again on fresh seeds, and shows the ranking after it')
    .option('--top <k>', 'the k best ones', wholeNumber(1, 1000), 5)
    .option('--trials <numbers>', 'these trials instead, as "3,7"', trialNumbers)
    .option('--repeats <r>', 'runs of each', wholeNumber(1, 1000), 3)
    .option('--json', 'one JSON object per line on stdout')
    .action((study: string, options) => finish(rerunCommand(study, { ...options, dataDir: dataDir() })));

  add(
    'advise [study]',
    'what is right and wrong with the trials of a study, and what to move; or with runs that were trained anywhere, by their curves',
  )
    .option('--curves <file>', 'JSON, CSV, a TensorBoard event file, or a folder of those')
    .option('--trial <n>', 'of this trial', wholeNumber(1, 1_000_000))
    .option('--json', 'the same as --format jsonl')
    .option(
      '--format <format>',
      `${adviceFormats.join(', ')} (a table of a study, else jsonl)`,
      oneOf(...adviceFormats),
    )
    .option('--explain', 'with each finding its rule, the formula with its numbers, and its source, as text')
    .action((study: string | undefined, options) => finish(adviseCommand(study, { ...options, dataDir: dataDir() })));

  add(
    'export <study>',
    'the trained model of the best trial as an ONNX file, with what goes in and comes out beside it; or the whole study: a report on one page (html), its trials (csv, json; optuna: an SQLite storage; tensorboard: a folder of event files)',
  )
    .requiredOption('--format <format>', exportFormats.join(', '))
    .requiredOption(
      '-o, --output <file>',
      'writes to this file, of tensorboard to this new folder, and the description of a model to <file>.json',
    )
    .option('--trial <n>', 'of this trial', wholeNumber(1, 1_000_000))
    .option('--retrain', 'trains the trial again with its seed instead of using the weights that are kept')
    .option('--language <language>', 'of a report: en, zh', oneOf('en', 'zh'), 'en')
    .action((study: string, options) => finish(exportCommand(study, { ...options, dataDir: dataDir() })));

  add(
    'import <file>',
    'studies from other programs, with their trials: an Optuna storage (SQLite file or journal), trials that "vernier export" wrote as json or csv; also stores a study file',
  )
    .option(
      '--direction <direction>',
      'which way is better, where the file does not say',
      oneOf('maximize', 'minimize'),
    )
    .option('--json', 'one JSON object per study')
    .action((file: string, options) => finish(importCommand(file, { ...options, dataDir: dataDir() })));

  add(
    'test <study>',
    "measures the best trial's kept weights on the locked test part (data.test of the study file); every opening is counted",
  )
    .option('--trial <n>', 'this trial', wholeNumber(1, 1_000_000))
    .option('--retrain', 'trains the trial again with its seed instead of using the weights that are kept')
    .option('--json', 'one JSON object on stdout')
    .action((study: string, options) => finish(testCommand(study, { ...options, dataDir: dataDir() })));

  add('confusion <study>', 'which classes a trial takes for which, on the validation rows, by its kept weights')
    .option('--trial <n>', 'this trial; the best one without it', wholeNumber(1, 1_000_000))
    .option('--retrain', 'trains the trial again with its seed instead of using the weights that are kept')
    .option('--json', 'one JSON object on stdout: classes, and counts by class and by the class that is given')
    .action((study: string, options) => finish(confusionCommand(study, { ...options, dataDir: dataDir() })));

  program
    .command('ask-tell')
    .description('the optimiser for other programs: JSON-RPC 2.0, one object per line on stdin and stdout')
    .action(() => finish(import('./ask-tell.ts').then(({ askTellCommand }) => askTellCommand())));

  const engines = add('engines', 'training engines found here, self-tested and measured')
    .option('--bench', 'measures milliseconds per step too')
    .option('--json', 'one JSON object per engine')
    .action((options) => finish(enginesCommand({ ...options, dataDir: dataDir() })));

  engines
    .command('install <name>')
    .description('brings an engine into the data directory: tensorflow, tfjs-node-gpu')
    .option('--cuda', "tensorflow for NVIDIA GPUs, with CUDA's libraries")
    .option('--from <file>', 'tensorflow from this wheel instead of letting pip find one')
    .option('--json', 'one JSON object per line on stdout')
    .action((name: string, _options, command: Command) =>
      // The parent takes its own "--json" wherever it stands.
      finish(installEngineCommand(name, { ...command.optsWithGlobals(), dataDir: dataDir() })),
    );

  engines
    .command('remove <name>')
    .description('removes an engine that was installed, or what an unfinished download has left')
    .option('--json', 'one JSON object on stdout')
    .action((name: string, _options, command: Command) =>
      finish(removeEngineCommand(name, { ...command.optsWithGlobals(), dataDir: dataDir() })),
    );

  try {
    await program.parseAsync(args.length === 0 ? ['studio'] : args, { from: 'user' });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    for (const sentence of sentencesOf(thrown)) say(`vernier: ${sentence}`);
    return exitCodeOf(thrown);
  }
}
