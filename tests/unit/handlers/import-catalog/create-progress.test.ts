import { expect, it } from '@jest/globals';
import { createProgress } from '../../../../handlers/import-catalog/create-progress.ts';

it('writes a line for each phase, and one every two seconds', () => {
  const lines: unknown[] = [];
  let ms = 1_000_000;
  const show = createProgress({ info: (_, fields) => void lines.push(fields) }, () => new Date(ms));
  const at = (offsetMs: number) => {
    ms = 1_000_000 + offsetMs;
  };

  show({ phase: 'validating', done: 1_000 });
  at(1_999);
  show({ phase: 'validating', done: 2_000 });
  at(2_000);
  show({ phase: 'validating', done: 3_000 });
  show({ phase: 'staging', done: 200, total: 900 });
  at(2_100);
  show({ phase: 'staging', done: 400, total: 900 });

  expect(lines).toEqual([
    { phase: 'validating', done: 1_000, total: undefined },
    { phase: 'validating', done: 3_000, total: undefined },
    { phase: 'staging', done: 200, total: 900 },
  ]);
});
