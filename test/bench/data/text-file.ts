// A large file of texts as people write them: words by Zipf's law, sentences, capitals, punctuation, numbers, a few accents, links
// and Chinese; one column with a class and one with several labels.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type RandomStream, randomStream } from '#shared/num/random.ts';

const letters = 'etaoinshrdlucmfwypvbgkéüñ';
const chinese = '我喜欢学习机器今天天气很好他们去了北京大学图书馆';
const tags = ['urgent', 'billing', 'login', 'shipping', 'refund', 'praise', 'bug', 'question'];

/** Writes `rows` texts of 5 to 95 words; the same for the same number. */
export async function writeTexts(path: string, rows: number): Promise<void> {
  const random = randomStream(17);
  const words = Array.from({ length: 60_000 }, () => word(random));
  const file = createWriteStream(path);
  file.write('text,mood,tags\n');
  for (let row = 0; row < rows; row++) {
    const mood = ['good', 'bad', 'neither'][random.int(0, 2)];
    const own = tags.filter(() => random.uniform() < 0.25).join(';');
    if (!file.write(`"${text(random, words)}",${mood},${own}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

function text(random: RandomStream, words: readonly string[]): string {
  const parts: string[] = [];
  let isFirst = true;
  for (let left = random.int(5, 95); left > 0; left--) {
    const rank = Math.floor(words.length ** random.uniform()) - 1;
    const plain = words[rank] ?? '';
    let part = isFirst ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain;
    const luck = random.uniform();
    if (luck < 0.01) part = String(random.int(1, 9999) / 100);
    else if (luck < 0.012) part = `https://${plain}.example/${random.int(1, 1e6)}`;
    else if (luck < 0.015) part = Array.from({ length: 6 }, () => chinese[random.int(0, chinese.length - 1)]).join('');
    isFirst = luck > 0.92;
    parts.push(isFirst ? `${part}.` : luck > 0.85 ? `${part},` : part);
  }
  return parts.join(' ');
}

function word(random: RandomStream): string {
  const draw = () => letters[Math.floor(letters.length * random.uniform() ** 2)];
  return Array.from({ length: random.int(2, 10) }, draw).join('');
}
