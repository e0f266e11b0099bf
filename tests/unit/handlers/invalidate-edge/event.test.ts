import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { invalidateEdgeEvent } from '../../../../handlers/invalidate-edge/event.ts';
import { buildReference } from '../../../../handlers/invalidate-edge/invalidations.ts';

const accepts = (event: unknown) => invalidateEdgeEvent.safeParse(event).success;

describe('paths', () => {
  it.each(['/', '/*', '/products/*', '/products/tidal-mug', '/media/a%20b.jpg', '/p*'])(
    'like %s are taken',
    (path) => {
      expect(accepts({ paths: [path] })).toBe(true);
    },
  );

  it.each(['', 'products', '*', '/a*b', '/**', '/ä', '/a b', '/products?q=1', '/a#b', '/a\n'])(
    'like %j are not',
    (path) => {
      expect(accepts({ paths: [path] })).toBe(false);
    },
  );

  it('are one to fifteen', () => {
    const paths = (count: number) => Array.from({ length: count }, (_, n) => `/${n}`);

    expect([0, 1, 15, 16].map((count) => accepts({ paths: paths(count) }))).toEqual([
      ...[false, true, true, false],
    ]);
  });

  it('never have a star but at the end', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const path = `/${text}`;
        if (accepts({ paths: [path] })) expect(path.slice(0, -1)).not.toContain('*');
      }),
    );
  });
});

describe('a look', () => {
  it.each([
    [{ status: true, invalidationId: 'I1' }, true],
    [{ status: true }, false],
    [{ invalidationId: 'I1', paths: ['/'] }, false],
    [{ status: true, invalidationId: 'I1', paths: ['/'] }, false],
  ])('%j: %s', (event, expected) => {
    expect(accepts(event)).toBe(expected);
  });
});

it('the same paths within a minute are the same invalidation', () => {
  const at = (time: string, ...paths: readonly string[]) =>
    buildReference(paths, new Date(`2026-11-28T${time}Z`));

  expect(at('10:00:01', '/a')).toBe(at('10:00:59', '/a'));
  expect(at('10:00:01', '/a')).not.toBe(at('10:01:01', '/a'));
  expect(at('10:00:01', '/a')).not.toBe(at('10:00:01', '/b'));
});
