// A curve as growing columns of doubles, ordered by step: values, and when they were reported. NaN and infinities are values like any other.

const none: Float64Array = new Float64Array(0);

export class Series {
  /** With room to grow. */
  #steps = none;
  #values = none;
  #walls = none;
  #length = 0;
  /** What of them is filled: read in loops over thousands of curves, so made at a change and not at each reading. */
  #shown = { steps: none, values: none, walls: none };

  get length(): number {
    return this.#length;
  }
  /** Views on the live columns: valid until the next merge. */
  get steps(): Float64Array {
    return this.#shown.steps;
  }
  get values(): Float64Array {
    return this.#shown.values;
  }
  /** ms since 1970; NaN where that is not known. */
  get walls(): Float64Array {
    return this.#shown.walls;
  }
  get lastStep(): number {
    return this.#length === 0 ? 0 : (this.#steps[this.#length - 1] ?? 0);
  }

  /**
   * Takes in points of strictly rising steps, in any order relative to those that are here: a step that is known already is
   * overwritten (a retried epoch), never doubled. The first arrays are kept as they are: nobody may change them afterwards. Returns
   * whether anything changed.
   */
  merge(steps: Float64Array, values: Float64Array, walls: Float64Array = unknown(values.length)): boolean {
    const count = Math.min(steps.length, values.length);
    if (count === 0) return false;
    const changed = this.#take(steps, values, walls, count);
    const shown = (column: Float64Array) =>
      column.length === this.#length ? column : column.subarray(0, this.#length);
    this.#shown = { steps: shown(this.#steps), values: shown(this.#values), walls: shown(this.#walls) };
    return changed;
  }

  #take(steps: Float64Array, values: Float64Array, walls: Float64Array, count: number): boolean {
    if (this.#length === 0 && walls.length >= count) {
      const whole = (column: Float64Array) => (column.length === count ? column : column.subarray(0, count));
      this.#steps = whole(steps);
      this.#values = whole(values);
      this.#walls = whole(walls);
      this.#length = count;
      return true;
    }
    if (this.#length === 0 || (steps[0] ?? 0) > this.lastStep) {
      this.#reserve(this.#length + count);
      this.#steps.set(steps.subarray(0, count), this.#length);
      this.#values.set(values.subarray(0, count), this.#length);
      this.#walls.set(walls.subarray(0, count), this.#length);
      this.#length += count;
      return true;
    }
    return this.#interleave(steps, values, walls, count);
  }

  copy(): Series {
    const copy = new Series();
    copy.merge(this.steps, this.values, this.walls);
    return copy;
  }

  /** Index of the last point with a step ≤ `step`; −1 when there is none. */
  indexAtOrBefore(step: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#steps[middle] ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The value at exactly this step; NaN when there is none (or when it is NaN). */
  valueAt(step: number): number {
    const index = this.indexAtOrBefore(step);
    return index >= 0 && this.#steps[index] === step ? (this.#values[index] ?? Number.NaN) : Number.NaN;
  }

  #interleave(steps: Float64Array, values: Float64Array, walls: Float64Array, count: number): boolean {
    const total = this.#length + count;
    const mergedSteps = new Float64Array(total);
    const mergedValues = new Float64Array(total);
    const mergedWalls = new Float64Array(total);
    let changed = false;
    let old = 0;
    let fresh = 0;
    let out = 0;
    while (old < this.#length || fresh < count) {
      const oldStep = old < this.#length ? (this.#steps[old] ?? 0) : Number.POSITIVE_INFINITY;
      const newStep = fresh < count ? (steps[fresh] ?? 0) : Number.POSITIVE_INFINITY;
      const value = newStep <= oldStep ? (values[fresh] ?? Number.NaN) : (this.#values[old] ?? Number.NaN);
      if (newStep < oldStep || (newStep === oldStep && !Object.is(value, this.#values[old]))) changed = true;
      mergedSteps[out] = Math.min(oldStep, newStep);
      mergedValues[out] = value;
      mergedWalls[out] = (newStep <= oldStep ? walls[fresh] : this.#walls[old]) ?? Number.NaN;
      out++;
      if (oldStep <= newStep) old++;
      if (newStep <= oldStep) fresh++;
    }
    this.#steps = mergedSteps;
    this.#values = mergedValues;
    this.#walls = mergedWalls;
    this.#length = out;
    return changed;
  }

  #reserve(capacity: number): void {
    if (capacity <= this.#steps.length) return;
    const size = Math.max(capacity, this.#steps.length * 2, 16);
    const longer = (column: Float64Array) => {
      const grown = new Float64Array(size);
      grown.set(column.subarray(0, this.#length));
      return grown;
    };
    this.#steps = longer(this.#steps);
    this.#values = longer(this.#values);
    this.#walls = longer(this.#walls);
  }
}

function unknown(count: number): Float64Array {
  return new Float64Array(count).fill(Number.NaN);
}
