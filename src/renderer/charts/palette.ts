// The design tokens as colours that a canvas understands.

export interface Palette {
  /** The value of a custom property ("--run-3"), as a colour. */
  colour(token: string): string;
  number(token: string): number;
  readonly font: string;
}

/** Reads the tokens as they are now; make a new one when the theme changes. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  const read = (token: string) => {
    const value = known.get(token) ?? style.getPropertyValue(token).trim();
    known.set(token, value);
    return value;
  };
  return { colour: read, number: (token) => Number(read(token)), font: read('--font-ui') || 'sans-serif' };
}
