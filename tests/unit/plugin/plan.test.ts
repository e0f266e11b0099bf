import { describe, expect, it } from '@jest/globals';
import { packArtifact } from '../../../scripts/plugins/storefront/artifact/artifact.ts';
import { patchMinInstances } from '../../../scripts/plugins/storefront/live/min-instances.ts';
import { formatPlan } from '../../../scripts/plugins/storefront/plan/format-plan.ts';
import { buildPlan, type PlanFacts } from '../../../scripts/plugins/storefront/plan/plan.ts';
import { buildTemplate, hashOf } from './templates.ts';

const artifact = await packArtifact(
  new Map([
    ['static/shop-NEW.css', Buffer.from('body{}')],
    ['static/shop-1.js', Buffer.from('1')],
    ['migrations/migrations.json', Buffer.from('[{"name":"0001","sha256":"x"}]')],
  ]),
);

const packaged = buildTemplate({ sha256: artifact.sha256 });

const build = (facts: Partial<PlanFacts>) =>
  buildPlan({
    stage: 'dev',
    artifact,
    template: packaged,
    liveTemplate: undefined,
    liveInstances: 2,
    retention: undefined,
    triggers: { watched: [], ringing: [] },
    ...facts,
  });

describe('the plan of a deploy', () => {
  it('of a new stage creates everything', () => {
    const plan = build({ liveInstances: 0 });

    expect(plan.instances).toMatchObject({ action: 'create', because: [] });
    expect(plan.artifact).toMatchObject({ changed: true, liveSha256: null });
    expect(plan.staticFiles.added).toEqual(['shop-1.js', 'shop-NEW.css']);
    expect(plan.migrations.changed).toBe(true);
  });

  it('without change keeps the instances, though another number stays in service', () => {
    const plan = build({ template: patchMinInstances(packaged, 3), liveTemplate: packaged });

    expect(plan.instances).toMatchObject({ action: 'keep', minInService: 3 });
    expect(plan.artifact.changed).toBe(false);
    expect(formatPlan(plan)).toMatch(/the same as the live one\n.*not replaced/);
  });

  it('with another storefront replaces the instances, and says why', () => {
    const plan = build({ liveTemplate: buildTemplate({ sha256: hashOf('b') }) });

    expect(plan.instances.action).toBe('replace');
    expect(plan.instances.because).toEqual(['StorefrontLaunchTemplate: UserData']);
    expect(plan.artifact.liveSha256).toBe(hashOf('b'));
  });

  it('with another instance type replaces them as well', () => {
    const liveTemplate = buildTemplate({ sha256: artifact.sha256, instanceType: 't4g.large' });

    const plan = build({ liveTemplate });

    expect(plan.instances.because).toEqual(['StorefrontLaunchTemplate: InstanceType']);
    expect(plan.artifact.changed).toBe(false);
  });

  it('names the static files that come, stay for a while and go', () => {
    const plan = build({
      retention: {
        present: new Set(['shop-1.js', 'gone.css', 'old.css']),
        unusedSince: {},
        expired: ['gone.css'],
        expiring: [{ name: 'old.css', removedFrom: new Date('2026-07-01T00:00:00Z') }],
      },
    });

    expect(plan.staticFiles).toEqual({
      total: 2,
      added: ['shop-NEW.css'],
      expired: ['gone.css'],
      expiring: [{ name: 'old.css', removedFrom: '2026-07-01T00:00:00.000Z' }],
    });
    expect(formatPlan(plan)).toMatch(/1 unused for 30 days removed; 1 unused kept.*2026-07-01/);
  });

  it('tells migrations that the live stack has had from those to come', () => {
    const { hash } = artifact.migrations;
    const liveTemplate = {
      Resources: {
        DatabaseMigration: { Type: 'Custom::DatabaseMigration', Properties: { Hash: hash } },
      },
    };

    expect(build({ liveTemplate }).migrations.changed).toBe(false);
    expect(build({ liveTemplate: packaged }).migrations.changed).toBe(true);
  });

  it('names alarms that ring already', () => {
    const plan = build({ triggers: { watched: [], ringing: ['ErrorsTooHigh'] } });

    expect(formatPlan(plan)).toMatch(/not watched.*ErrorsTooHigh/);
  });
});
