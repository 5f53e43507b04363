// What the file name of a Python wheel says (PEP 427, PEP 425): distribution, version and the platforms it was built for.
import { basename } from 'node:path';
import { AppError } from '#shared/errors.ts';

export interface WheelName {
  readonly distribution: string;
  readonly version: string;
  readonly platforms: readonly string[];
}

const pattern = /^([^-]+)-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-([^-]+)\.whl$/;

export function isWheelName(file: string): boolean {
  return pattern.test(basename(file));
}

export function parseWheelName(file: string): WheelName {
  const [, distribution, version, platforms] = pattern.exec(basename(file)) ?? [];
  if (!distribution || !version || !platforms) {
    throw new AppError(
      'invalid',
      `${file} is not named like a Python wheel (name-version-python-abi-platform.whl); keep the name it was published under.`,
    );
  }
  return { distribution: distribution.toLowerCase().replaceAll('.', '_'), version, platforms: platforms.split('.') };
}

const tags: Readonly<Record<string, RegExp>> = {
  'linux-x64': /^(many)?linux.*_x86_64$/,
  'linux-arm64': /^(many)?linux.*_aarch64$/,
  'darwin-arm64': /^macosx_.*_(arm64|universal2)$/,
  'darwin-x64': /^macosx_.*_(x86_64|universal2)$/,
};

/** Which Python it was built for does not matter: only its libraries are used. */
export function fitsPlatform(wheel: WheelName, platform: NodeJS.Platform, arch: string): boolean {
  const tag = tags[`${platform}-${arch}`];
  return tag !== undefined && wheel.platforms.some((name) => name === 'any' || tag.test(name));
}

/** Is version "2.21.0" at least [2, 9]? */
export function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Negative when `a` is older than `b`; numbers are compared part by part, and missing ones are 0. Of releases only. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/\.post|\./).map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** "2.21.0" and "2.21.0.post1" are releases, "2.21.0rc1" and "2.21.0.dev3" are not (PEP 440). */
export function isRelease(version: string): boolean {
  return /^\d+(\.\d+)*(\.post\d+)?$/.test(version);
}
