// What image decoders have in common.

/** Why an image cannot be read; the end of a sentence that begins with its file. */
export class ImageFault extends Error {}

export interface ImageHead {
  readonly height: number;
  readonly width: number;
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
}

export interface Pixels extends ImageHead {
  /** height × width × channels bytes, row by row. */
  readonly pixels: Uint8Array;
}
