import { describe, expect, it } from '@jest/globals';
import {
  findTemplateArtifact,
  replaceTemplateArtifact,
} from '../../../scripts/plugins/storefront/live/template-artifact.ts';
import type { ListedArtifact } from '../../../scripts/plugins/storefront/rollback/artifact-list.ts';
import { chooseArtifact } from '../../../scripts/plugins/storefront/rollback/choose-artifact.ts';
import { formatList } from '../../../scripts/plugins/storefront/rollback/format-list.ts';
import { buildTemplate, hashOf } from './templates.ts';

const [live, before, older] = [hashOf('a'), hashOf('b'), `bbbb${'c'.repeat(60)}`];

const stored: readonly ListedArtifact[] = [live, before, older].map((sha256) => ({
  sha256,
  uploadedAt: '2026-06-30T12:00:00.000Z',
  sizeBytes: 1_300_000,
  live: sha256 === live,
  lastMigration: '0004-accounts',
}));

const choose = (to?: string, deployed: readonly string[] = [live, before, older]) =>
  chooseArtifact({ stored, deployed, live, to });

describe('the artefact to go back to', () => {
  it('is the one that was deployed before the live one', () => {
    expect(choose()).toMatchObject({ chosen: { sha256: before } });
  });

  it('is not the one that was left by going back', () => {
    expect(choose(undefined, [live, before, live, older])).toMatchObject({
      chosen: { sha256: older },
    });
    expect(choose(undefined, [live, before, live])).toHaveProperty('problem');
  });

  it('is an earlier one where that before has been pruned', () => {
    expect(choose(undefined, [live, hashOf('f'), older])).toMatchObject({
      chosen: { sha256: older },
    });
  });

  it('is the one whose beginning is given', () => {
    expect(choose('bbbbc')).toMatchObject({ chosen: { sha256: older } });
  });

  it.each([
    ['a beginning of two', 'bbbb', /beginning of 2 artefacts/],
    ['one that is not there', 'dddd', /No artefact dddd… is in the deployment bucket/],
    ['the live one', 'aaaa', /is live already/],
    ['too short a beginning', 'bb', /4 characters or more/],
    ['what is no hash', '../x', /not "\.\.\/x"/],
  ])('%s is refused', (_what, to, expected) => {
    const choice = choose(to);

    expect('problem' in choice ? choice.problem : '').toMatch(expected);
  });

  it('is none when nothing was deployed before', () => {
    expect(choose(undefined, [live])).toHaveProperty('problem');
  });

  it('is listed with its age, and the live one marked', () => {
    const [first, second] = formatList(stored).split('\n');

    expect(first).toBe('aaaaaaaaaaaa  2026-06-30 12:00 UTC   1.3 MB  0004-accounts  (live)');
    expect(second).not.toMatch(/live/);
  });
});

describe('the template of a rollback', () => {
  it('names the other artefact, by key and by hash', () => {
    const patched = replaceTemplateArtifact(buildTemplate({ sha256: live }), before);

    expect(findTemplateArtifact(patched)).toBe(before);
    expect(JSON.stringify(patched)).not.toContain(live);
    expect(patched).toEqual(buildTemplate({ sha256: before }));
  });

  it('leaves every other resource alone', () => {
    const template = buildTemplate({ sha256: hashOf('1') });

    const patched = replaceTemplateArtifact(template, before);

    expect(patched.Resources['DatabaseMigration']).toBe(template.Resources['DatabaseMigration']);
  });

  it('cannot be made from one without a storefront', () => {
    expect(() => replaceTemplateArtifact({ Resources: {} }, before)).toThrow(/names no artefact/);
  });
});
