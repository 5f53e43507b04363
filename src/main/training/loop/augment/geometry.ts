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
  const shape = { height, width, channels };
  if (!isTurned) {
    moveByPixels(pixels, scratch, shape, { flipHorizontal, flipVertical, byRows, byColumns });
    return;
  }
  const [middleRow, middleColumn] = [(height - 1) / 2, (width - 1) / 2];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [vertical, horizontal] = [flipVertical ? -1 : 1, flipHorizontal ? -1 : 1];
  let target = 0;
  for (let row = 0; row < height; row++) {
    const r = row - byRows - middleRow;
    for (let column = 0; column < width; column++) {
      const c = column - byColumns - middleColumn;
      const fromRow = middleRow + vertical * (cos * r + sin * c);
      const fromColumn = middleColumn + horizontal * (cos * c - sin * r);
      bilinear(pixels, target, scratch, shape, fromRow, fromColumn);
      target += channels;
    }
  }
}

interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

interface WholeMovement extends Pick<Movement, 'flipHorizontal' | 'flipVertical'> {
  readonly byRows: number;
  readonly byColumns: number;
}

function moveByPixels(
  pixels: Float32Array,
  image: Float32Array,
  { height, width, channels }: ImageShape,
  { flipHorizontal, flipVertical, byRows, byColumns }: WholeMovement,
): void {
  let target = 0;
  for (let row = 0; row < height; row++) {
    const fromRow = clamp(flipVertical ? height - 1 - row + byRows : row - byRows, height) * width;
    for (let column = 0; column < width; column++) {
      const fromColumn = clamp(flipHorizontal ? width - 1 - column + byColumns : column - byColumns, width);
      const source = (fromRow + fromColumn) * channels;
      for (let k = 0; k < channels; k++) pixels[target++] = image[source + k] ?? 0;
    }
  }
}

/** A whole position, moved to the edge from outside. */
const clamp = (position: number, length: number): number =>
  position < 0 ? 0 : position >= length ? length - 1 : position;

/** All channels of the pixel that begins at `target`, from between four pixels of an image. */
function bilinear(
  pixels: Float32Array,
  target: number,
  image: Float32Array,
  { height, width, channels }: ImageShape,
  row: number,
  column: number,
): void {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const [y, x] = [row - top, column - left];
  const upper = clamp(top, height) * width;
  const lower = clamp(top + 1, height) * width;
  const near = clamp(left, width);
  const far = clamp(left + 1, width);
  const upperNear = (upper + near) * channels;
  const upperFar = (upper + far) * channels;
  const lowerNear = (lower + near) * channels;
  const lowerFar = (lower + far) * channels;
  for (let k = 0; k < channels; k++) {
    const above = (image[upperNear + k] ?? 0) * (1 - x) + (image[upperFar + k] ?? 0) * x;
    const below = (image[lowerNear + k] ?? 0) * (1 - x) + (image[lowerFar + k] ?? 0) * x;
    pixels[target + k] = above * (1 - y) + below * y;
  }
}
