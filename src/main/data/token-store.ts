// The first tokens of many texts, in blocks of memory that are never moved.

const blockTokens = 1 << 20;

export class TokenStore {
  readonly #most: number;
  readonly #blocks: Uint32Array[] = [];
  /** Where each text begins: block · blockTokens + place; -1 while it is not there. */
  readonly #starts: Float64Array;
  /** All words of each text, also those that are not kept. */
  readonly #lengths: Uint32Array;
  /** Text that is being written, and the place behind its last token. */
  #current = -1;
  #place = blockTokens;

  /** Keeps up to `most` tokens of each text; texts are numbered from 0 to `texts` - 1. */
  constructor(texts: number, most: number) {
    this.#most = most;
    this.#starts = new Float64Array(texts).fill(-1);
    this.#lengths = new Uint32Array(texts);
  }

  has(text: number): boolean {
    return (this.#starts[text] ?? -1) >= 0;
  }

  /** The tokens added from now on are those of this text. */
  begin(text: number): void {
    if (this.#place + this.#most > blockTokens) {
      this.#blocks.push(new Uint32Array(blockTokens));
      this.#place = 0;
    }
    this.#current = text;
    this.#starts[text] = (this.#blocks.length - 1) * blockTokens + this.#place;
  }

  add(token: number): void {
    const text = this.#current;
    const length = this.#lengths[text] ?? 0;
    this.#lengths[text] = length + 1;
    const block = this.#blocks.at(-1);
    if (length < this.#most && block) block[this.#place++] = token;
  }

  /** Words of the whole text; 0 for one that is not there. */
  lengthOf(text: number): number {
    return this.#lengths[text] ?? 0;
  }

  /** Kept tokens; none for a text that is not there. A view: never to be written. */
  of(text: number): Uint32Array {
    const start = this.#starts[text] ?? -1;
    const block = this.#blocks[Math.floor(start / blockTokens)];
    if (start < 0 || block === undefined) return new Uint32Array();
    const place = start % blockTokens;
    return block.subarray(place, place + Math.min(this.#lengths[text] ?? 0, this.#most));
  }
}
