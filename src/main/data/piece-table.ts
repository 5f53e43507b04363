// A hash table from short pieces of texts to numbers. A Map would need a string for every piece that is looked up; this one takes its
// characters as they are: several times as fast over millions of pieces, and nothing to collect afterwards.

/** Pieces that are longer are not kept. */
export const longestPiece = 40;
const firstSlots = 1 << 12;

/** Value of a piece that is not there. */
export const noPiece = -1;

/** Of a piece while its characters are read: `hash = hashWith(hash, code)`, from 0 on (FNV-1a over UTF-16 code units). */
export function hashWith(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** The low bits of a product know little of the high bits of its factors: mixed as in Murmur3's last step. */
function slotFor(hash: number, mask: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) & mask;
}

/** Numbers per slot: the piece's hash, its length (0: free), where its characters begin, its value. */
const perSlot = 4;

export class PieceTable {
  /** Open addressing, at most half full. */
  #slots = new Int32Array(firstSlots * perSlot);
  #size = 0;
  #characters = new Uint16Array(firstSlots * 8);
  #charactersEnd = 0;

  get size(): number {
    return this.#size;
  }

  /** Value of the piece of the first `length` characters, or `noPiece`; `hash` is that of these characters. */
  get(characters: Uint16Array, length: number, hash: number): number {
    const slot = this.#find(characters, length, hash);
    return this.#slots[slot + 1] === 0 ? noPiece : (this.#slots[slot + 3] ?? noPiece);
  }

  /** Adds a piece that is not there, of at most `longestPiece` characters. */
  add(characters: Uint16Array, length: number, hash: number, value: number): void {
    if (2 * perSlot * this.#size >= this.#slots.length) this.#grow();
    const start = this.#charactersEnd;
    this.#charactersEnd += length;
    if (this.#charactersEnd > this.#characters.length) {
      const longer = new Uint16Array(2 * this.#characters.length);
      longer.set(this.#characters);
      this.#characters = longer;
    }
    this.#characters.set(characters.subarray(0, length), start);
    this.#slots.set([hash, length, start, value], this.#find(characters, length, hash));
    this.#size++;
  }

  /** Where the piece's slot begins, or the free one that it would get. */
  #find(characters: Uint16Array, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length / perSlot - 1;
    for (let slot = slotFor(hash, mask); ; slot = (slot + 1) & mask) {
      const at = slot * perSlot;
      const itsLength = slots[at + 1] ?? 0;
      if (itsLength === 0) return at;
      if (itsLength === length && slots[at] === hash && this.#isAt(slots[at + 2] ?? 0, characters, length)) return at;
    }
  }

  #isAt(start: number, characters: Uint16Array, length: number): boolean {
    const known = this.#characters;
    for (let i = 0; i < length; i++) if (known[start + i] !== characters[i]) return false;
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    const mask = this.#slots.length / perSlot - 1;
    for (let from = 0; from < old.length; from += perSlot) {
      if (old[from + 1] === 0) continue;
      let slot = slotFor(old[from] ?? 0, mask);
      while (this.#slots[slot * perSlot + 1] !== 0) slot = (slot + 1) & mask;
      this.#slots.set(old.subarray(from, from + perSlot), slot * perSlot);
    }
  }
}
