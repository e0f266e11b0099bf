import { describe, expect, it } from '@jest/globals';
import {
  decideArtifactsToPrune,
  type StoredArtifact,
} from '../../../scripts/plugins/storefront/deploy/artifact-retention.ts';
import { decideStaticRetention } from '../../../scripts/plugins/storefront/deploy/static-retention.ts';

const now = new Date('2026-06-30T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe('static files', () => {
  const decide = (recorded: Readonly<Record<string, string>>, at = now) =>
    decideStaticRetention({
      present: ['a.css', 'b.css', 'c.js'],
      current: new Set(['c.js']),
      recorded,
      now: at,
    });

  it('of the deployed version stay, whatever was recorded of them', () => {
    const { expired, unusedSince } = decide({ 'c.js': daysAgo(90).toISOString() });

    expect(expired).not.toContain('c.js');
    expect(unusedSince).not.toHaveProperty('c.js');
  });

  it('without a record count from now, however old they are', () => {
    const { expired, unusedSince } = decide({});

    expect(expired).toEqual([]);
    expect(unusedSince).toEqual({ 'a.css': now.toISOString(), 'b.css': now.toISOString() });
  });

  it('go 30 days after they were replaced, and not a moment before', () => {
    const replaced = daysAgo(30);
    const recorded = { 'a.css': replaced.toISOString() };

    expect(decide(recorded, new Date(now.getTime() - 1)).expired).toEqual([]);
    expect(decide(recorded).expired).toEqual(['a.css']);
    expect(decide(recorded).unusedSince).toEqual({ 'b.css': now.toISOString() });
  });

  it('keep the time at which they were replaced over later deploys', () => {
    const first = decide({}, daysAgo(20)).unusedSince;
    const second = decide(first, daysAgo(5));

    expect(second.unusedSince).toEqual(first);
    expect(second.expiring[0]?.removedFrom).toEqual(daysAgo(-10));
  });

  it('that came back start anew when they are replaced again', () => {
    const { unusedSince } = decideStaticRetention({
      present: ['a.css'],
      current: new Set(['a.css']),
      recorded: { 'a.css': daysAgo(29).toISOString() },
      now,
    });

    expect(decide(unusedSince).unusedSince['a.css']).toBe(now.toISOString());
  });
});

describe('artefacts', () => {
  const store = (agesInDays: readonly number[]): readonly StoredArtifact[] =>
    agesInDays.map((days) => ({ sha256: `age-${days}`, uploadedAt: daysAgo(days), sizeBytes: 1 }));
  const prune = (stored: readonly StoredArtifact[], inUse: readonly string[] = []) =>
    decideArtifactsToPrune({ stored, inUse: new Set(inUse), now }).map(({ sha256 }) => sha256);
  const old = Array.from({ length: 12 }, (_, index) => 100 + index);

  it('of which there are ten or fewer all stay', () => {
    expect(prune(store(old.slice(0, 10)))).toEqual([]);
  });

  it('stay when they are the newest ten, or younger than 30 days', () => {
    const young = Array.from({ length: 15 }, (_, index) => index);

    expect(prune(store([...young, 29, 30, 31]))).toEqual(['age-30', 'age-31']);
  });

  it('go by age, in whatever order the bucket lists them', () => {
    expect(prune(store(old.toReversed()))).toEqual(['age-110', 'age-111']);
  });

  it('that a version of the launch template names stay', () => {
    expect(prune(store(old), ['age-111'])).toEqual(['age-110']);
  });
});
