import { defineConfig } from 'vitest/config';

const include = (folder: string) => [`test/${folder}/**/*.test.ts`, `test/${folder}/**/*.test.tsx`];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: include('unit') } },
      { extends: true, test: { name: 'conformance', include: include('conformance'), testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: include('integration'),
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
