// Flips, shifts and turns of one image.

export interface Movement {
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  /** Pixels. */
  readonly down: number;
  readonly right: number;
  /** Radians about the middle. */
  readonly turn: number;
}

/**
 * Moves an image [height, width, channels] in place. Bilinear between pixels; what comes in from outside repeats the pixel at the
 * edge. A shift without a turn is by whole pixels, so that it blurs nothing. `scratch` is as long as the image.
 */
export function moveImage(
  pixels: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  scratch: Float32Array,
  { flipHorizontal, flipVertical, down, right, turn }: Movement,
): void {
  const isTurned = turn !== 0;
  const [byRows, byColumns] = isTurned ? [down, right] : [Math.round(down), Math.round(right)];
  if (!flipHorizontal && !flipVertical && !isTurned && byRows === 0 && byColumns === 0) return;
  scratch.set(pixels);
  const [middleRow, middleColumn] = [(height - 1) / 2, (width - 1) / 2];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const r = row - byRows - middleRow;
      const c = column - byColumns - middleColumn;
      const fromRow = middleRow + (flipVertical ? -1 : 1) * (cos * r + sin * c);
      const fromColumn = middleColumn + (flipHorizontal ? -1 : 1) * (cos * c - sin * r);
      const target = (row * width + column) * channels;
      if (isTurned) {
        for (let k = 0; k < channels; k++) {
          pixels[target + k] = bilinear(scratch, height, width, channels, fromRow, fromColumn, k);
        }
      } else {
        const source = (clamp(fromRow, height) * width + clamp(fromColumn, width)) * channels;
        for (let k = 0; k < channels; k++) pixels[target + k] = scratch[source + k] ?? 0;
      }
    }
  }
}

const clamp = (position: number, length: number): number => Math.min(Math.max(Math.round(position), 0), length - 1);

function bilinear(
  image: Float32Array,
  height: number,
  width: number,
  channels: number,
  row: number,
  column: number,
  channel: number,
): number {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const [y, x] = [row - top, column - left];
  const pixel = (r: number, c: number) => image[(clamp(r, height) * width + clamp(c, width)) * channels + channel] ?? 0;
  const upper = pixel(top, left) * (1 - x) + pixel(top, left + 1) * x;
  const lower = pixel(top + 1, left) * (1 - x) + pixel(top + 1, left + 1) * x;
  return upper * (1 - y) + lower * y;
}
