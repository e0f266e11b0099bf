import { describe, expect, it } from '@jest/globals';
import {
  findOverdue,
  findUnused,
  isGuarded,
  type PlacedFinding,
  type Suppression,
  suppressionSchema,
  withoutSuppressed,
} from '../../support/template/engines/suppression.ts';

const reason = 'A reason that is long enough to say something.';

const suppression = (more: Partial<Suppression> = {}): Suppression => ({
  rules: ['sqs_dlq_check'],
  resources: ['Queue'],
  reason,
  reviewBy: '2027-05-31',
  ...more,
});

const finding = (more: Partial<PlacedFinding> = {}): PlacedFinding => ({
  rule: 'sqs_dlq_check',
  resource: 'Queue',
  message: 'has no dead-letter queue',
  variant: 'dev',
  ...more,
});

const problems = (value: unknown): readonly string[] =>
  suppressionSchema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('what may never be suppressed', () => {
  it.each([
    'AwsSolutions-EC23',
    'AwsSolutions-S2',
    'AwsSolutions-S10',
    'AwsSolutions-RDS2',
    'AwsSolutions-EC26',
    'AwsSolutions-SQS4',
    'AwsSolutions-IAM5[Action::s3:*]',
    'vpc_sg_open_only_to_authorized_ports_check',
    'rds_instance_public_access_check',
    'rds_cluster_storage_encrypted_check',
    'cloudwatch_log_group_encrypted_check',
    's3_bucket_default_encryption_kms_check',
    's3_bucket_policy_ssl_requests_only_check',
    'iam_inline_policy_no_statements_with_full_access_check',
    'iam_managed_policy_no_statements_with_admin_access_check',
    'rds_db_cluster_parameter_group_tls_check',
    'subnet_auto_assign_public_ip_disabled_check',
  ])('%s', (rule) => {
    expect(isGuarded(rule)).toBe(true);
    expect(problems(suppression({ rules: [rule] }))).toEqual([
      `${rule} may never be suppressed (Queue): mend the template`,
    ]);
  });

  it('but for what a stage without a domain cannot have, and there only', () => {
    const plain = { rules: ['AwsSolutions-CFR4'], resources: ['Distribution'] };

    expect(problems(suppression({ ...plain, variants: ['dev'] }))).toEqual([]);
    expect(problems(suppression({ ...plain, variants: ['dev', 'prod'] }))).toHaveLength(1);
    expect(problems(suppression(plain))).toHaveLength(1);
  });
});

describe('a suppression', () => {
  it('has a rule, a resource, a reason and a date', () => {
    expect(problems(suppression())).toEqual([]);
    expect(problems(suppression({ rules: [] }))).toHaveLength(1);
    expect(problems(suppression({ resources: [] }))).toHaveLength(1);
    expect(problems(suppression({ reason: 'because' }))).toHaveLength(1);
    expect(problems(suppression({ reviewBy: 'next year' }))).toHaveLength(1);
    expect(problems({ ...suppression(), until: '2030-01-01' })).toHaveLength(1);
  });

  it('covers its rule on its resource in its variants, and nothing else', () => {
    const kept = [
      finding({ rule: 'another_check' }),
      finding({ resource: 'Other' }),
      finding({ variant: 'prod' }),
    ];

    const left = withoutSuppressed([finding(), ...kept], [suppression({ variants: ['dev'] })]);

    expect(left).toEqual(kept);
  });

  it('is unused once nothing is found, in one of its variants too', () => {
    expect(findUnused([finding()], [suppression()])).toEqual([]);
    expect(findUnused([], [suppression()])).toEqual(['sqs_dlq_check of Queue']);
    expect(findUnused([finding()], [suppression({ variants: ['dev', 'prod'] })])).toEqual([
      'sqs_dlq_check of Queue in prod',
    ]);
    expect(findUnused([finding()], [suppression({ rules: ['sqs_dlq_check', 'other'] })])).toEqual([
      'other of Queue',
    ]);
  });

  it('is overdue after its date', () => {
    expect(findOverdue([suppression()], '2027-05-31')).toEqual([]);
    expect(findOverdue([suppression()], '2027-06-01')).toHaveLength(1);
  });
});
