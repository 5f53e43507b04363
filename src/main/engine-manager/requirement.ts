// What a wheel asks for: a distribution and the versions of it that will do (PEP 508, PEP 440; the part that TensorFlow's wheels use).
import { compareVersions, isRelease } from './wheel-name.ts';

export interface Requirement {
  /** As it was written: "nvidia-cublas-cu12<13.0,>=12.5.3.2". */
  readonly text: string;
  readonly name: string;
  readonly specifiers: readonly { readonly operator: string; readonly version: string }[];
}

/** null for one that says more than this reads, like a marker or a URL. */
export function parseRequirement(text: string): Requirement | null {
  const [, name, rest] = /^([A-Za-z0-9][\w.-]*?)\s*((?:[<>=!~]=?=?[^,<>=!~;@]+(?:,|$))*)$/.exec(text.trim()) ?? [];
  if (name === undefined || rest === undefined) return null;
  const parts = rest.split(',').filter((part) => part.trim() !== '');
  const specifiers = parts.map((part) => {
    const [, operator = '', version = ''] = /^\s*(<=|>=|==|!=|~=|<|>)\s*([\d.]+)\s*$/.exec(part) ?? [];
    return { operator, version };
  });
  return specifiers.some(({ operator }) => operator === '') ? null : { text, name, specifiers };
}

/** Only releases do: no candidates, no development versions. */
export function satisfies(version: string, { specifiers }: Requirement): boolean {
  return isRelease(version) && specifiers.every((specifier) => holds(version, specifier));
}

function holds(version: string, { operator, version: limit }: Requirement['specifiers'][number]): boolean {
  const order = compareVersions(version, limit);
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    // "~=2.2.1" is ">=2.2.1, ==2.2.*".
    default:
      return order >= 0 && `${version}.`.startsWith(`${limit.split('.').slice(0, -1).join('.')}.`);
  }
}
