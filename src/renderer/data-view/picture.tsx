// One image of a data set, drawn from its bytes.
import { useEffect, useRef } from 'react';

export function Picture({
  pixels,
  height,
  width,
  channels,
  label,
  size,
}: {
  /** height × width × channels bytes, row by row. */
  pixels: Uint8Array;
  height: number;
  width: number;
  channels: number;
  label: string;
  /** Shown edge, CSS px. */
  size: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      const at = i * channels;
      const red = pixels[at] ?? 0;
      image.data[i * 4] = red;
      image.data[i * 4 + 1] = channels >= 3 ? (pixels[at + 1] ?? 0) : red;
      image.data[i * 4 + 2] = channels >= 3 ? (pixels[at + 2] ?? 0) : red;
      image.data[i * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [pixels, height, width, channels]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      title={label}
      style={{ width: size, height: size, imageRendering: 'pixelated', borderRadius: 2 }}
    />
  );
}
