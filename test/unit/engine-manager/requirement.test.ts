import { describe, expect, it } from 'vitest';
import { parseRequirement, satisfies } from '#main/engine-manager/requirement.ts';
import { compareVersions } from '#main/engine-manager/wheel-name.ts';

const meets = (version: string, text: string) => {
  const requirement = parseRequirement(text);
  return requirement !== null && satisfies(version, requirement);
};

describe('a requirement of a wheel', () => {
  it('is its name and its bounds', () => {
    expect(parseRequirement('nvidia-cublas-cu12<13.0,>=12.5.3.2')).toMatchObject({
      name: 'nvidia-cublas-cu12',
      specifiers: [
        { operator: '<', version: '13.0' },
        { operator: '>=', version: '12.5.3.2' },
      ],
    });
    expect(parseRequirement('tensorflow')).toMatchObject({ name: 'tensorflow', specifiers: [] });
  });

  it('that says more is left to pip', () => {
    for (const text of ['a; python_version<"3"', 'a @ https://example.org/a.whl', 'a===1.0', 'a==1.*', 'a[b]>=1', '']) {
      expect(parseRequirement(text), text).toBeNull();
    }
  });

  it('is met by releases inside its bounds', () => {
    expect(meets('12.9.1', 'a<13.0,>=12.5.3.2')).toBe(true);
    expect(meets('12.5.3.1', 'a<13.0,>=12.5.3.2')).toBe(false);
    expect(meets('13.0.0', 'a<13.0,>=12.5.3.2')).toBe(false);
    expect(meets('2.10.0', 'a>=2.9')).toBe(true);
    expect(meets('2.22.0rc1', 'a>=2.9')).toBe(false);
    expect(meets('2.22.0.dev1', 'a>=2.9')).toBe(false);
    expect(meets('1.2', 'a==1.2.0')).toBe(true);
    expect(meets('1.2.1', 'a!=1.2')).toBe(true);
    expect(meets('2.2.9', 'a~=2.2.1')).toBe(true);
    expect(meets('2.3.0', 'a~=2.2.1')).toBe(false);
  });
});

it('versions are compared by their numbers, not as text', () => {
  const versions = ['2.9.0', '2.21.0', '2.21', '2.21.0.post1', '2.10.1'];
  expect(versions.sort(compareVersions)).toEqual(['2.9.0', '2.10.1', '2.21.0', '2.21', '2.21.0.post1']);
});
