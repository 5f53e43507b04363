// `vernier ask-tell`: the ask/tell service on stdin and stdout. Loads nothing but search: other programs wait for its start.
import { StringDecoder } from 'node:string_decoder';
import { answerLine, createService, tooLong } from '#main/ask-tell/index.ts';

/** Bytes of a request beyond which it is refused and skipped. */
const lineLimit = 64 * 2 ** 20;

/** Resolves with 0 at the end of input, or when nobody reads the answers any more. */
export async function askTellCommand(): Promise<number> {
  const service = createService();
  let readerGone = false;
  process.stdout.on('error', () => {
    readerGone = true;
    process.stdin.destroy();
  });
  const answer = async (text: string | null) => {
    if (text === null || readerGone) return;
    // A client that reads slowly holds the service up, not the memory.
    if (!process.stdout.write(`${text}\n`)) {
      await new Promise<void>((resolve) => {
        process.stdout.once('drain', resolve);
        process.stdout.once('close', resolve);
      });
    }
  };
  try {
    for await (const line of linesOf(process.stdin))
      await answer(line === null ? tooLong(lineLimit) : answerLine(service, line));
  } catch (thrown) {
    if (!readerGone) throw thrown;
  }
  return 0;
}

/** Lines of a stream, the last one also without its line end; null stands for one that is too long. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let length = 0;
  const take = (): string | null => {
    const line = length > lineLimit ? null : parts.join('');
    parts = [];
    length = 0;
    return line;
  };
  const keep = (text: string) => {
    length += text.length;
    if (length > lineLimit) parts = [];
    else parts.push(text);
  };
  for await (const chunk of stream) {
    const pieces = decoder.write(chunk).split('\n');
    for (const piece of pieces.slice(0, -1)) {
      keep(piece);
      yield take();
    }
    keep(pieces.at(-1) ?? '');
  }
  keep(decoder.end());
  if (length > 0) yield take();
}
