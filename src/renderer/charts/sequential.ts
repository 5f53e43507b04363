// Viridis from the tokens, so that good stands out from the ground in both themes. Pure but for the palette.
import type { Palette } from './palette.ts';

const steps = 9;

/** A hundred colours from bad to good: on light ground good is dark, on dark ground it is bright. */
export function goodness(palette: Palette, theme: 'light' | 'dark'): (share: number) => string {
  const colours = ramp(palette);
  // The ends nearest to the ground are left out.
  return (share) => {
    const held = Math.min(1, Math.max(0, share));
    return at(colours, theme === 'dark' ? 0.22 + held * 0.78 : 0.8 - held * 0.8);
  };
}

/** The whole scale from low to high, for surfaces. */
export function sequential(palette: Palette): (share: number) => string {
  const colours = ramp(palette);
  return (share) => at(colours, share);
}

/** From low to high for lines on the ground: the end that would not stand out from it is left out. */
export function sequentialOnGround(palette: Palette, theme: 'light' | 'dark'): (share: number) => string {
  const colours = ramp(palette);
  return (share) => at(colours, theme === 'dark' ? 0.24 + share * 0.76 : share * 0.8);
}

type Rgb = readonly [number, number, number];

function ramp(palette: Palette): readonly Rgb[] {
  return Array.from({ length: steps }, (_, i) => rgbOf(palette.colour(`--seq-${i}`)));
}

function at(colours: readonly Rgb[], share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (steps - 1);
  const from = colours[Math.floor(place)] ?? [0, 0, 0];
  const to = colours[Math.ceil(place)] ?? from;
  const part = place - Math.floor(place);
  const [r, g, b] = from.map((value, i) => Math.round(value + ((to[i] ?? value) - value) * part));
  return `rgb(${r} ${g} ${b})`;
}

function rgbOf(hex: string): Rgb {
  const number = Number.parseInt(hex.replace('#', ''), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}
