// The words of many texts as numbers. Cutting a text into words is slow, and people write the same ones again and again: every
// different piece between two spaces is cut once.
import type { Pause } from './pause.ts';
import { hashWith, longestPiece, noPiece, PieceTable } from './piece-table.ts';
import { comparable, wordsIn } from './tokens.ts';

/** Id of a word that a closed lexicon does not have. */
export const noWord = 0;

/** More pieces than that (about 30 MB) are forgotten all together. */
const mostPieces = 1 << 19;
/** About 2 ms. */
const charactersPerSlice = 1 << 15;
const space = 32;

/** Takes the ids of a text's words, in their order. */
type Take = (id: number) => void;

export class Lexicon {
  /** By id, from 1; the first is `noWord`. */
  readonly words: string[] = [''];
  readonly #ids = new Map<string, number>();
  /** By piece: twice the id of its only word, as of most pieces, or twice the place of its list of words plus one. */
  #pieces = new PieceTable();
  #lists: (readonly number[])[] = [];
  /** Characters of the piece that is read; writing beyond the end of a typed array does nothing. */
  readonly #piece = new Uint16Array(longestPiece);
  #isOpen = true;
  #sincePause = 0;

  /** New words are `noWord` from now on. */
  close(): void {
    this.#isOpen = false;
  }

  /** The same words as `wordsOf(text)`, as ids. */
  async read(text: string, take: Take, pause: Pause): Promise<void> {
    const plain = comparable(text);
    const piece = this.#piece;
    let start = 0;
    let hash = 0;
    for (let at = 0; at <= plain.length; at++) {
      const code = at < plain.length ? plain.charCodeAt(at) : space;
      if (code !== space) {
        piece[at - start] = code;
        hash = hashWith(hash, code);
        continue;
      }
      if (at > start) this.#readPiece(plain, start, at, hash, take);
      start = at + 1;
      hash = 0;
      if (this.#sincePause + at > charactersPerSlice) {
        this.#sincePause = -at;
        await pause();
      }
    }
    this.#sincePause += plain.length;
  }

  /** The piece is plain[start, end), and as far as it goes in `#piece`. */
  #readPiece(plain: string, start: number, end: number, hash: number, take: Take): void {
    const length = end - start;
    if (length > longestPiece) {
      // Scripts without spaces, or no words at all: they hardly come again.
      for (const word of wordsIn(plain.slice(start, end))) take(this.#idOf(word));
      return;
    }
    let value = this.#pieces.get(this.#piece, length, hash);
    if (value === noPiece) {
      if (this.#pieces.size === mostPieces) {
        this.#pieces = new PieceTable();
        this.#lists = [];
      }
      const ids = wordsIn(plain.slice(start, end)).map((word) => this.#idOf(word));
      value = ids.length === 1 ? 2 * (ids[0] ?? noWord) : 2 * (this.#lists.push(ids) - 1) + 1;
      this.#pieces.add(this.#piece, length, hash, value);
    }
    if (value % 2 === 0) take(value / 2);
    else for (const id of this.#lists[(value - 1) / 2] ?? []) take(id);
  }

  #idOf(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined || !this.#isOpen) return known ?? noWord;
    const own = ownMemory(word);
    const id = this.words.push(own) - 1;
    this.#ids.set(own, id);
    return id;
  }
}

/** V8 keeps a slice of a string as a view of the whole: kept as it is, a word would keep its text in memory. */
function ownMemory(slice: string): string {
  return Buffer.from(slice, 'utf16le').toString('utf16le');
}
