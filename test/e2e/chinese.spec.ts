// What the host says, in a page in Chinese: why studies and trials ended, why trials were chosen and held back, what is wrong with data, logs,
// constraints and studies. No sentence of the host stands in English; names, keys and a program's own words do.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { plans } from '../fixtures/studies/plans.ts';
import { seedStudies } from './support/seeded.ts';
import { expect, test } from './support/studio.ts';

test.use({ locale: 'zh-CN' });

const states = ['failed', 'all-failed', 'all-diverged', 'damaged', 'partial'] as const;
const tabs = ['setup', 'space', 'live', 'trials', 'checks', 'stages', 'analyse', 'compare'] as const;

/** A program of one's own that fails in one way or another. */
const words = 'ValueError: the shapes do not match at all';
/** Of "{\"loss\": [1". */
const json = "Expected ',' or ']' after array element in JSON at position 11 (line 1 column 12)";
const program = {
  ...{ version: 1, id: 'program', name: '自己的程序' },
  runner: {
    kind: 'command',
    argv: [
      ...['node', '-e'],
      `const a = Number('{a}'); if (a < 0.3) { console.error('${words}'); process.exit(1); } if (a < 0.6) process.exit(0);
       for (let epoch = 1; epoch < 4; epoch++) console.log(JSON.stringify({ epoch, score: a * epoch })); console.log('{"epoch":2,"score":1}');`,
    ],
  },
  objective: { metric: 'score', direction: 'maximize' },
  settings: { a: { type: 'float', low: 0, high: 1 }, 'training.epochs': 3 },
  search: { trials: 8, seed: 3, parallel: 1, sampler: { kind: 'tpe', nStartupTrials: 2 } },
};

/** A study whose trials are chosen by samplers, held back by a pruner, and that ends before its trials are used up. */
const searched = {
  ...{ version: 1, id: 'searched', name: '搜索', data: { source: 'sample', name: 'digits' } },
  settings: {
    'model.family': 'mlp',
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 3, scale: 'log' },
    'model.units': { type: 'int', low: 8, high: 64 },
    'training.epochs': 9,
  },
  search: {
    ...{ trials: 12, seed: 1, parallel: 1, recipes: ['smallMlp'], stop: { noImprovement: 5 } },
    sampler: { kind: 'auto', nStartupTrials: 3 },
    pruner: { kind: 'asha', reductionFactor: 3, minEpochs: 1 },
  },
  engine: { name: 'onnx', threads: 1 },
};

test('studies, trials, analyses and checks of every state', async ({ page, studio }) => {
  test.setTimeout(300_000);
  await seedStudies(studio.dataDir, ...states, 'sweep');
  await studio.finished(searched);
  await studio.vernier('run', await written(join(studio.folder, 'program.json'), program));
  await page.goto(await studio.start());
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  for (const id of [...states, 'searched', 'program']) {
    for (const tab of tabs) {
      await go(page, `study/${id}/${tab}`);
      await expectChinese(page, `${id}-${tab}`, studio.shot);
    }
  }

  await go(page, 'study/searched/live');
  for (const number of [1, 2, 5]) {
    await page.locator(`[data-run="${number}"]`).click();
    await expect(page.getByRole('heading', { name: `试验 ${number}`, exact: true })).toBeVisible();
    await expectChinese(page, `searched-trial-${number}`, studio.shot);
  }
  const inspector = page.getByRole('region', { name: '检查器' });
  await expect(inspector).toContainText(/(高斯过程|TPE)：/);
  await expect(inspector).toContainText(/在第 1 轮的关口等待|第 \d 轮后(暂停|被剪枝|继续)：/);
  await go(page, 'study/program/live');
  for (const number of [1, 4]) {
    await page.locator(`[data-run="${number}"]`).click();
    await expectChinese(page, `program-trial-${number}`, studio.shot);
  }
  await go(page, 'study/program/trials');
  await expect(page.getByText(`程序以退出码 1 结束：${words}`).first()).toBeVisible();
  // What is read can be looked for.
  await page.keyboard.press('/');
  await page.keyboard.type('没有输出结果');
  await expect(page.getByText(`程序以退出码 1 结束：${words}`)).toHaveCount(0);
  await expect(page.getByText(/^程序没有输出结果/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await go(page, 'study/all-failed/trials');
  await expect(page.getByText('崩溃两次。工作进程意外结束：被终止（SIGKILL）').first()).toBeVisible();

  await go(page, 'study/sweep/analyse');
  await page.getByRole('radio', { name: '可信度' }).click();
  await expect(page.locator('[data-pruner="median"]')).toBeVisible({ timeout: 60_000 });
  const stopped = page.locator('[data-pruner="median"] button').first();
  await expect(stopped).toHaveAttribute('title', /^迄今最佳 \S+ 差于第 \d+ 轮其他 \d+ 个试验的中位数/);
  await expectChinese(page, 'sweep-replay', studio.shot);

  await go(page, 'study/searched/checks');
  await page.getByRole('button', { name: '运行检查' }).click();
  await expect(page.locator('[data-check="memory-and-time"]:not([data-status="waiting"])')).toBeVisible({
    timeout: 90_000,
  });
  await expectChinese(page, 'searched-checked', studio.shot);

  const report = join(studio.folder, 'report.html');
  await studio.vernier('export', 'searched', '--format', 'html', '--language', 'zh', '-o', report);
  expect(await readFile(report, 'utf8')).toContain('最近 5 个试验没有提高');

  // Another language without another page.
  await go(page, 'study/program/trials');
  await page.getByRole('button', { name: /^语言/ }).click();
  await expect(page.getByText(`The program ended with exit code 1: ${words}`).first()).toBeVisible();
});

test('what is wrong with logs, data, constraints and study files', async ({ page, studio }) => {
  const origin = new URL(await page.goto(await studio.start()).then(() => page.url())).origin;
  await page.goto(`${origin}/#/logs`);
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"loss": [1') },
      { name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') },
      { name: 'train.csv', mimeType: 'text/csv', buffer: Buffer.from('epoch,loss\n1,2\n2,1\n') },
    ]);
  await expect(page.getByRole('alert')).toContainText(
    'table.csv 没有 loss、val_loss、accuracy 或 val_accuracy 这样的列',
  );
  await page.getByText(/^读取时的提示/).click();
  await expectChinese(page, 'logs', studio.shot);

  const rows = Array.from({ length: 60 }, (_, i) => `${i % 7 === 0 ? '' : i},${i},${i % 2 ? 'yes' : 'no'}`);
  const path = await written(join(studio.folder, 'rows.csv'), ['a,b,label', ...rows].join('\n'));
  await page.goto(`${origin}/#/data`);
  await page.getByRole('button', { name: '添加数据' }).first().click();
  const field = page.getByLabel('本机路径');
  await field.fill(join(studio.folder, 'nowhere.csv'));
  await expect(page.getByText('没有文件').first()).toBeVisible();
  await expectChinese(page, 'data-nowhere', studio.shot);
  await field.fill(path);
  await expect(page.getByText(/^列“a”的 60 个值中缺失 9 个；以训练样本的均值/)).toBeVisible();
  await expectChinese(page, 'data-notes', studio.shot);

  await page.goto(`${origin}/#/studies`);
  const wrong = { version: 1, name: 'x', settings: { 'model.units': { type: 'int', low: 9, high: 3 } }, trails: 3 };
  await page.getByRole('button', { name: '打开研究文件' }).first().click();
  await page.locator('[role="dialog"] input[type="file"]').setInputFiles({
    ...{ name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(wrong)) },
  });
  await expect(page.getByText(/未知字段“trails”/)).toBeVisible();
  await expectChinese(page, 'open-wrong', studio.shot);
});

/** What stands as it is: names that people gave, what a program and the reader of JSON say; and papers, which have a year. */
const names = [...plans.map(({ name }) => name), words, json];

async function expectChinese(page: Page, name: string, shot: (name: string) => string): Promise<void> {
  await page.screenshot({ path: shot(`zh-${name}`) });
  const found = await page.evaluate(() => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // What a study file says stands in a "pre".
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement?.closest('pre, code, .mono')) texts.add(walker.currentNode.nodeValue ?? '');
    }
    for (const element of document.querySelectorAll('[title], [aria-label]')) {
      for (const attribute of ['title', 'aria-label']) texts.add(element.getAttribute(attribute) ?? '');
    }
    return [...texts];
  });
  const english = found.filter((text) => {
    const own = names.reduce((rest, known) => rest.replaceAll(known, '·'), text);
    return !/ (19|20)\d\d\b/.test(own) && /[A-Za-z][A-Za-z'’-]*(?:[ ,;:]+[A-Za-z][A-Za-z'’-]*){3}/.test(own);
  });
  expect.soft(english, name).toEqual([]);
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/${hash}`);
  await page.waitForTimeout(400);
  await expect(page.getByText(/^正在加载/)).toHaveCount(0);
}

async function written(path: string, content: object | string): Promise<string> {
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
