import { expect, test } from 'vitest';
import { common } from '../../../../src/renderer/i18n/common.ts';
import { reasonText } from '../../../../src/renderer/i18n/reason-text.ts';
import { translator } from '../../../../src/renderer/i18n/texts.ts';

test('known reasons have their own words, others are the sentence of the host in the language of the page', () => {
  const c = translator(common, 'zh');
  const say = (text: string) => `<${text}>`;
  expect(reasonText('pruned', c, say)).toBe('被剪枝器停止：落后于其他试验。');
  expect(reasonText('The loss became NaN.', c, say)).toBe('<The loss became NaN.>');
  expect(reasonText(null, c, say)).toBeNull();
});
