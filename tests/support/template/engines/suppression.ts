import * as z from 'zod';
import { type VariantName, variants } from '../variants.ts';
import type { EngineFinding } from './engine-finding.ts';

const names = variants.map(({ name }) => name);

// Ways in from the internet, what is kept or sent in clear, and roles that may do everything.
const guarded = [
  /_encrypt(ed|ion)_|_tls_|_ssl_|_https_|_kms_|secure_transport|security_policy/,
  /public|ingress|_sg_|_open_|default_security_group/,
  /admin_access|full_access|wildcard/,
  /^AwsSolutions-(AEC3|CB4|CFR4|CFR5|DDB4|EC23|EC26|EFS1|ELB5|KDF1|KDS1|KMS5|OS2|OS8|RDS2|RDS8|S10|S2|S5|SNS3|SQS2|SQS4)$/,
  /^AwsSolutions-IAM5\[Action::/,
] as const;

const withoutDomain = ['dev'] as const;
const onSpot = ['dev', 'dev with a domain'] as const;

type Exception = {
  readonly rules: readonly string[];
  readonly resource: string;
  readonly variants: readonly VariantName[];
};

/**
 * The few findings of guarded rules that no template can avoid. Nothing is added here for
 * convenience: a stage that asks for a domain, as production does, has none of the first two.
 */
const exceptions: readonly Exception[] = [
  {
    // Without a domain there is no certificate: CloudFront brings its own, and speaks HTTP behind it.
    rules: [
      'AwsSolutions-CFR4',
      'AwsSolutions-CFR5',
      'cloudfront_custom_ssl_certificate_check',
      'cloudfront_security_policy_check',
      'cloudfront_traffic_to_origin_encrypted_check',
    ],
    resource: 'Distribution',
    variants: withoutDomain,
  },
  {
    rules: ['alb_http_to_https_redirection_check'],
    resource: 'HttpListener',
    variants: withoutDomain,
  },
  {
    // It is about traffic between instances of the group, and they do not talk to each other.
    rules: ['autoscaling_group_nitro_encryption_in_transit_override_check'],
    resource: 'StorefrontGroup',
    variants: onSpot,
  },
  {
    // It is encrypted, by S3: load balancers cannot write logs to a bucket with a KMS key.
    rules: ['s3_bucket_default_encryption_kms_check'],
    resource: 'AccessLogBucket',
    variants: names,
  },
];

/** Whether a rule is about what may never be suppressed. */
export const isGuarded = (rule: string): boolean => guarded.some((shape) => shape.test(rule));

const isExcepted = (rule: string, resource: string, asked: readonly VariantName[]): boolean =>
  exceptions.some(
    (one) =>
      one.rules.includes(rule) &&
      one.resource === resource &&
      asked.every((variant) => one.variants.includes(variant)),
  );

export const suppressionSchema = z
  .strictObject({
    rules: z.array(z.string()).min(1),
    resources: z.array(z.string().min(1)).min(1),
    /** Where it holds; everywhere when not said. */
    variants: z.array(z.enum(names)).min(1).optional(),
    reason: z.string().min(30),
    /** Until when it holds; from then on the test fails until somebody has thought again. */
    reviewBy: z.iso.date(),
  })
  .superRefine(({ rules, resources, variants: asked = names }, context) => {
    for (const rule of rules.filter(isGuarded)) {
      for (const resource of resources) {
        if (isExcepted(rule, resource, asked)) continue;
        context.addIssue({
          code: 'custom',
          message: `${rule} may never be suppressed (${resource}): mend the template`,
        });
      }
    }
  });

export type Suppression = z.infer<typeof suppressionSchema>;

/** A finding, and the variant that it was found in. */
export type PlacedFinding = EngineFinding & { readonly variant: VariantName };

const covers = ({ rules, resources, variants: asked }: Suppression, found: PlacedFinding) =>
  rules.includes(found.rule) &&
  resources.includes(found.resource) &&
  (asked === undefined || asked.includes(found.variant));

export const withoutSuppressed = (
  findings: readonly PlacedFinding[],
  suppressions: readonly Suppression[],
): readonly PlacedFinding[] =>
  findings.filter((found) => !suppressions.some((one) => covers(one, found)));

/** Suppressions of what is not found any more, one text for each rule, resource and variant. */
export const findUnused = (
  findings: readonly PlacedFinding[],
  suppressions: readonly Suppression[],
): readonly string[] =>
  suppressions.flatMap((suppression) =>
    suppression.rules.flatMap((rule) =>
      suppression.resources.flatMap((resource) => {
        const here = findings.filter((one) => one.rule === rule && one.resource === resource);
        if (suppression.variants === undefined) {
          return here.length > 0 ? [] : [`${rule} of ${resource}`];
        }
        return suppression.variants
          .filter((variant) => !here.some((one) => one.variant === variant))
          .map((variant) => `${rule} of ${resource} in ${variant}`);
      }),
    ),
  );

/** @param today as YYYY-MM-DD */
export const findOverdue = (
  suppressions: readonly Suppression[],
  today: string,
): readonly Suppression[] => suppressions.filter(({ reviewBy }) => reviewBy < today);
