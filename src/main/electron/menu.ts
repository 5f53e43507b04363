// The application menu, as data. What is not a role is a command of the page, by its id: the page knows whether it can be done now.
import type { MenuItemConstructorOptions } from 'electron';

export type MenuLanguage = 'en' | 'zh';

const words = {
  en: {
    file: '&File',
    newStudy: 'New study',
    open: 'Open a study file …',
    exportBest: 'Export the best configuration …',
    settings: 'Settings',
    study: '&Study',
    sample: 'Start the sample study',
    pause: 'Start, pause or resume',
    stop: 'Stop …',
    view: '&View',
    palette: 'All commands …',
    studies: 'Studies',
    live: 'Live',
    stages: 'Stages',
    analyse: 'Analyse',
    compare: 'Compare runs',
    theme: 'Switch theme',
    help: '&Help',
    keys: 'Keyboard',
  },
  zh: {
    file: '文件(&F)',
    newStudy: '新建研究',
    open: '打开研究文件 …',
    exportBest: '导出最佳配置 …',
    settings: '设置',
    study: '研究(&S)',
    sample: '启动示例研究',
    pause: '启动、暂停或继续',
    stop: '停止 …',
    view: '视图(&V)',
    palette: '全部命令 …',
    studies: '研究列表',
    live: '实时',
    stages: '阶段',
    analyse: '分析',
    compare: '对比试验',
    theme: '切换主题',
    help: '帮助(&H)',
    keys: '键盘',
  },
} as const;

/** The system's language, as far as the menu knows it. */
export function menuLanguage(locale: string): MenuLanguage {
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** `perform` has the page do the command of that id. */
export function menuTemplate(
  platform: NodeJS.Platform,
  language: MenuLanguage,
  perform: (command: string) => void,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const t = words[language];
  const separator = { type: 'separator' } as const;
  // The page listens to its keys itself: a key that acted here, too, would act twice.
  const item = (label: string, command: string, accelerator?: string): MenuItemConstructorOptions => ({
    ...{ label, click: () => perform(command) },
    ...(accelerator !== undefined && { accelerator, registerAccelerator: false }),
  });
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: t.file,
      submenu: [
        item(t.newStudy, 'go.new'),
        item(t.open, 'studies.openFile'),
        separator,
        item(t.exportBest, 'study.export'),
        separator,
        item(t.settings, 'go.settings'),
        separator,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: t.study,
      submenu: [
        item(t.sample, 'studies.sample'),
        separator,
        item(t.pause, 'study.pause', 'Shift+P'),
        item(t.stop, 'study.stop', 'Shift+S'),
      ],
    },
    {
      label: t.view,
      submenu: [
        item(t.palette, 'palette', 'CmdOrCtrl+K'),
        separator,
        item(t.studies, 'go.studies'),
        item(t.live, 'go.live'),
        item(t.stages, 'go.stages'),
        item(t.analyse, 'go.analyse'),
        item(t.compare, 'go.compare'),
        separator,
        item(t.theme, 'theme'),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { label: t.help, submenu: [item(t.keys, 'keys')] },
  ];
}
