import { describe, expect, it } from 'vitest';
import { isWornOut } from '#main/runners/recycling.ts';

describe('recycling', () => {
  const limits = { maxRuns: 3, maxGrowthBytes: 100 };
  it('replaces a process after its trials or when it has grown', () => {
    expect(isWornOut({ runs: 2, firstRssBytes: 50, rssBytes: 150 }, limits)).toBe(false);
    expect(isWornOut({ runs: 3, firstRssBytes: 50, rssBytes: 50 }, limits)).toBe(true);
    expect(isWornOut({ runs: 1, firstRssBytes: 50, rssBytes: 151 }, limits)).toBe(true);
    expect(isWornOut({ runs: 1, firstRssBytes: null, rssBytes: null }, limits)).toBe(false);
  });
});
