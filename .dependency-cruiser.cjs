// Who may import whom: docs/architecture.md is the text, this is the check.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [from, ...allowed], path: '^(src|node_modules)/' },
});
const modules = (...names) => `^node_modules/(@types/)?(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('shared', '^src/shared/', [modules('zod', 'pure-rand', 'fastest-levenshtein')], 'shared is pure'),
    { name: 'shared-no-node', severity: 'error', from: { path: '^src/shared/' }, to: { dependencyTypes: ['core'] } },
    only('search', '^src/main/search/', ['^src/shared/'], 'samplers and pruners are pure'),
    {
      name: 'search-no-node',
      severity: 'error',
      from: { path: '^src/main/search/' },
      to: { dependencyTypes: ['core'] },
    },
    only(
      'store',
      '^src/main/store/',
      ['^src/shared/', '^src/main/entries\\.ts$', modules('better-sqlite3', 'zod')],
      'the store knows SQLite only',
    ),
    only(
      'data',
      '^src/main/data/',
      ['^src/shared/', '^src/main/entries\\.ts$', modules('csv-parse', 'hyparquet', 'jpeg-js', 'yauzl', 'zod')],
      'readers, and the threads they run in',
    ),
    only(
      'training',
      '^src/main/training/',
      [
        '^src/shared/',
        '^src/main/data/(dataset|cache)\\.ts$',
        '^src/main/entries\\.ts$',
        modules('koffi', 'onnxruntime-node', '@tensorflow/tfjs-core', 'zod'),
      ],
      'runs in the worker process',
    ),
    only(
      'runners',
      '^src/main/runners/',
      [
        '^src/shared/',
        '^src/main/entries\\.ts$',
        '^src/main/training/protocol\\.ts$',
        '^src/main/training/loop/train\\.ts$',
        modules('zod'),
      ],
      'starts processes',
    ),
    only(
      'scheduler',
      '^src/main/scheduler/',
      [
        '^src/shared/',
        '^src/main/search/',
        '^src/main/store/store\\.ts$',
        '^src/main/runners/runner\\.ts$',
        '^src/main/training/loop/train\\.ts$',
      ],
      'interfaces of search, store and runners',
    ),
    {
      name: 'program-knows-no-engine',
      severity: 'error',
      from: { path: '^src/main/training/program/' },
      to: { path: '^src/main/training/(engines|loop|worker)' },
    },
    {
      name: 'loop-knows-no-engine',
      severity: 'error',
      from: { path: '^src/main/training/loop/' },
      to: { path: '^src/main/training/(engines/(?!engine\\.ts)|worker)' },
    },
    only('engine-manager', '^src/main/engine-manager/', ['^src/shared/', modules('yauzl')], 'files and programs only'),
    only(
      'export',
      '^src/main/export/',
      [
        '^src/shared/',
        '^src/main/store/store\\.ts$',
        '^src/main/data/dataset\\.ts$',
        '^src/main/training/program/',
        '^src/main/training/engines/onnx/(lower|model-proto)\\.ts$',
      ],
      'rows and programs in, files out',
    ),
    only(
      'host',
      '^src/main/host/',
      [
        '^src/shared/',
        '^src/main/(data|export|runners|scheduler|search|store|training)/',
        '^src/main/entries\\.ts$',
        modules('better-sqlite3', 'env-paths', 'zod'),
      ],
      'knows no transport and no program',
    ),
    only(
      'session',
      '^src/main/session/',
      ['^src/shared/', '^src/main/(host|http)/'],
      'the only place that knows host and http together',
    ),
    only(
      'cli',
      '^src/main/cli(/|\\.ts)',
      [
        '^src/shared/',
        '^src/main/(session|host)/',
        '^src/main/engine-manager/index\\.ts$',
        '^src/main/store/(open-store|store)\\.ts$',
        modules('commander', 'open'),
      ],
      'commands; those that only read open the store themselves',
    ),
    only(
      'electron',
      '^src/main/electron/',
      ['^src/shared/rpc/', '^src/main/host/page-files\\.ts$', modules('electron')],
      'a thin shell',
    ),
    only('main', '^src/main/main\\.ts$', ['^src/shared/', '^src/main/(electron|session|host)/'], 'composes them'),
    {
      name: 'only-electron-folder',
      severity: 'error',
      from: { pathNot: '^src/(main/electron|main/main\\.ts|preload)' },
      to: { path: '^node_modules/electron/' },
    },
    only('http', '^src/main/http/', ['^src/shared/', '^src/main/host/', modules('ws', 'zod')], 'a transport'),
    only('preload', '^src/preload/', ['^src/shared/rpc/', modules('electron')], 'hands over one port'),
    { name: 'renderer', severity: 'error', from: { path: '^src/renderer/' }, to: { path: '^src/(main|preload)/' } },
    {
      name: 'renderer-no-node',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ui-bottom',
      severity: 'error',
      from: { path: '^src/renderer/(ui|charts)/' },
      to: { path: '^src/renderer/(features|app|data|state)/' },
    },
    {
      name: 'features-apart',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/([^/]+)/', pathNot: '^src/renderer/features/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.css', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
