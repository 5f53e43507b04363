// `node bin/with-node.mjs FILE …`: runs a script of this project under the Node that the project brings, whatever Node started it.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseNode } from './shipped-node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
try {
  const node = chooseNode(root);
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const run = spawnSync(node, process.argv.slice(2), { stdio: 'inherit', env: { ...process.env, PATH: path } });
  process.exitCode = run.status ?? 1;
} catch (error) {
  process.stderr.write(`vernier: ${error.message}\n`);
  process.exitCode = 1;
}
