// Downloads from a real server on this machine: cut off, taken up, damaged; and through the user's own pip.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fetchFile } from '#main/engine-manager/download.ts';
import { installEngine, type Machine, type Progress } from '#main/engine-manager/index.ts';
import { findWheel } from '#main/engine-manager/package-index.ts';
import { temporaryFolder } from '../../support/vernier.ts';
import { libraryNames, writeWheel } from '../../support/wheels.ts';

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest('hex');
const content = Buffer.alloc(300_000, 'all work and no play ');

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Serves ranges of `data`; the first answers end after as many bytes as `cuts` says. */
function ranged(data: Buffer, cuts: number[], asked: string[]) {
  return (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.headers.range ?? 'all');
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = data.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    const cut = cuts.shift();
    if (cut === undefined) response.end(rest);
    else response.write(rest.subarray(0, cut), () => setTimeout(() => response.destroy(), 50));
  };
}

const watch = (signal = new AbortController().signal, progress: (told: Progress) => void = () => undefined) => ({
  signal,
  progress,
});

describe('a download', () => {
  it('that is cut off goes on where it was, in one call', async () => {
    const folder = temporaryFolder();
    const asked: string[] = [];
    const url = await serve(ranged(content, [100_000, 50_000], asked));
    const seen: Progress[] = [];
    const file = await fetchFile(
      { url, name: 'x.whl', sha256: sha256(content) },
      folder,
      watch(undefined, (told) => seen.push(told)),
    );
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(asked).toEqual(['all', 'bytes=100000-', 'bytes=150000-']);
    expect(readdirSync(folder)).toEqual(['x.whl']);
    expect(seen.filter(({ phase }) => phase === 'download').at(-1)).toMatchObject({
      bytes: 300_000,
      totalBytes: 300_000,
    });
    expect(seen.at(-1)).toMatchObject({ phase: 'verify', bytes: 300_000 });
  });

  it('that was cancelled goes on where it was, in the next call', async () => {
    const folder = temporaryFolder();
    const asked: string[] = [];
    const large = Buffer.alloc(3_000_000, 'all work and no play ');
    const url = await serve(ranged(large, [], asked));
    const stop = new AbortController();
    const remote = { url, name: 'x.whl', sha256: sha256(large) };
    const first = fetchFile(
      remote,
      folder,
      watch(stop.signal, ({ bytes }) => bytes >= 2_000_000 && stop.abort()),
    );
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^x\.whl\..*\.part$/)]);
    await fetchFile(remote, folder, watch());
    expect(asked).toEqual(['all', expect.stringMatching(/^bytes=\d{5,}-$/)]);
    expect(readdirSync(folder)).toEqual(['x.whl']);
  });

  it('from a server without ranges begins anew and is whole', async () => {
    const folder = temporaryFolder();
    const cuts = [100_000];
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      const cut = cuts.shift();
      if (cut === undefined) response.end(content);
      else response.write(content.subarray(0, cut), () => setTimeout(() => response.destroy(), 50));
    });
    const file = await fetchFile({ url, name: 'x.whl', sha256: sha256(content) }, folder, watch());
    expect(readFileSync(file).equals(content)).toBe(true);
  });

  it('with another checksum than the published one is a sentence and is deleted', async () => {
    const folder = temporaryFolder();
    const url = await serve(ranged(content, [], []));
    const failed = fetchFile({ url, name: 'x.whl', sha256: sha256('other') }, folder, watch());
    await expect(failed).rejects.toMatchObject({
      code: 'invalid',
      message: 'The download x.whl is damaged: its checksum is not the published one; try again.',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a server that refuses or is not there is a sentence', async () => {
    const folder = temporaryFolder();
    const url = await serve((_request, response) => response.writeHead(503).end());
    const remote = { url, name: 'x.whl', sha256: '' };
    await expect(fetchFile(remote, folder, watch())).rejects.toThrow(
      'x.whl could not be fetched: the server answered 503.',
    );
    const nobody = fetchFile({ ...remote, url: 'http://127.0.0.1:9/x.whl' }, folder, watch());
    await expect(nobody).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/ECONNREFUSED|bad port/),
    });
  });
});

describe('a package index', () => {
  const machine = { platform: 'linux', arch: 'x64' } as const;
  const file = (version: string, more: Readonly<Record<string, unknown>> = {}, platform = 'manylinux_2_27_x86_64') => {
    const filename = `tensorflow_cpu-${version}-cp313-cp313-${platform}.whl`;
    return { filename, url: `../../files/${filename}`, hashes: { sha256: sha256(version) }, ...more };
  };
  const wanted = { text: '', name: 'TensorFlow_CPU', specifiers: [{ operator: '>=', version: '2.9' }] };
  const find = (index: string) => findWheel(`${index}/simple`, wanted, machine, new AbortController().signal);

  it('names the newest release for this machine that was not withdrawn', async () => {
    const asked: unknown[] = [];
    const index = await serve((request, response) => {
      asked.push(request.url);
      const files = [
        file('2.9.0'),
        file('2.21.0'),
        file('2.22.0', { yanked: 'it crashes' }),
        file('2.23.0rc1'),
        file('2.24.0', {}, 'win_amd64'),
        file('2.25.0', { hashes: {} }),
        { ...file('2.26.0'), filename: 'tensorflow_cpu-2.26.0.tar.gz' },
      ];
      response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' });
      response.end(JSON.stringify({ files }));
    });
    const name = 'tensorflow_cpu-2.21.0-cp313-cp313-manylinux_2_27_x86_64.whl';
    expect(await find(index)).toEqual({ name, sha256: sha256('2.21.0'), url: `${index}/files/${name}` });
    expect(asked).toEqual(['/simple/tensorflow-cpu/']);
  });

  it('that has nothing, refuses or talks nonsense is told apart', async () => {
    const answers = ['{"files":[]}', '{"nonsense":1}'];
    const index = await serve((_request, response) => {
      const answer = answers.shift();
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(answer);
    });
    expect(await find(index)).toBeNull();
    await expect(find(index)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(find(index)).rejects.toThrow('The package index answered 404.');
  });
});

const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
describe.skipIf(!hasPip)('through pip', () => {
  const name = 'tensorflow_cpu-2.21.0-py3-none-manylinux1_x86_64.whl';
  const request = { name: 'tensorflow', cuda: false, from: null } as const;
  const machine = (environment: NodeJS.ProcessEnv): Machine => ({
    ...{ platform: 'linux', arch: 'x64', freeBytes: async () => 1e12 },
    environment: { PATH: process.env.PATH, HOME: process.env.HOME, PIP_CONFIG_FILE: '/dev/null', ...environment },
  });
  const installed = (engines: string) => readFileSync(join(engines, 'tensorflow', libraryNames[1]), 'utf8');

  it('a wheel of an index comes by a download that can be taken up, checksummed', async () => {
    const folder = temporaryFolder();
    const wheel = readFileSync(writeWheel(folder, { name }));
    const asked: string[] = [];
    const deliver = ranged(wheel, [20_000], asked);
    const index = await serve((incoming, response) => {
      if (incoming.url === '/simple/tensorflow-cpu/') {
        response.setHeader('content-type', 'text/html');
        response.end(`<!DOCTYPE html><a href="/files/${name}#sha256=${sha256(wheel)}">${name}</a>`);
      } else deliver(incoming, response);
    });
    const engines = join(folder, 'engines');
    const pip = machine({ PIP_INDEX_URL: `${index}/simple/` });
    await installEngine(request, engines, pip, watch(), async () => undefined);
    expect(installed(engines)).toMatch(/^content of /);
    expect(asked).toEqual(['all', 'bytes=20000-']);
    expect(existsSync(join(engines, '.downloads'))).toBe(false);
  });

  it('a wheel of a folder on this machine comes by pip, and stays there', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'wheels'));
    const wheel = writeWheel(join(folder, 'wheels'), { name });
    const engines = join(folder, 'engines');
    const pip = machine({ PIP_NO_INDEX: '1', PIP_FIND_LINKS: join(folder, 'wheels') });
    await installEngine(request, engines, pip, watch(), async () => undefined);
    expect(installed(engines)).toMatch(/^content of /);
    expect(existsSync(wheel)).toBe(true);
  });

  it('nothing found, and no Python, are sentences that name the way without a network', async () => {
    const engines = join(temporaryFolder(), 'engines');
    const install = (environment: NodeJS.ProcessEnv) =>
      installEngine(request, engines, machine(environment), watch(), async () => undefined);
    await expect(install({ PIP_NO_INDEX: '1' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^pip could not fetch tensorflow-cpu>=2\.9: ERROR: .*--from FILE\.whl/),
    });
    const empty = temporaryFolder();
    writeFileSync(join(empty, 'nothing'), '');
    await expect(install({ PATH: empty })).rejects.toThrow(/^No Python with pip was found .*--from FILE\.whl/);
    const npm = installEngine(
      { ...request, name: 'tfjs-node-gpu' },
      engines,
      machine({ PATH: empty }),
      watch(),
      async () => undefined,
    );
    await expect(npm).rejects.toThrow(/^npm could not install @tensorflow\/tfjs-node-gpu: /);
    expect(readdirSync(engines).filter((file) => !file.startsWith('.lock-'))).toEqual(['.downloads']);
  });
});
