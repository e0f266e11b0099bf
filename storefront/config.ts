import * as z from 'zod';
import { cacheSettings, checkCache } from './cache/cache-settings.ts';
import { checkAmounts, checkoutSettings } from './checkout/checkout-settings.ts';
import { checkDatabase, databaseSettings, embeddedByDefault } from './db/database-settings.ts';
import { checkSender, mailSettings } from './mail/mail-settings.ts';
import { checkProviders, paymentSettings } from './payments/payment-settings.ts';

const origin = z.url({ protocol: /^https?$/ }).transform((value, context) => {
  const url = new URL(value);
  if (url.href !== `${url.origin}/`) {
    context.addIssue({ code: 'custom', message: 'must be an origin such as https://shop.example' });
  }
  return url.origin;
});

/** What CloudFront proves itself with. */
export const originSecret = z.string().min(16, 'must have at least 16 characters');

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** The address shoppers see. Unset: plain http, and each request's own Host counts as ours. */
  PUBLIC_ORIGIN: origin.optional(),
  ...databaseSettings,
  MEDIA_DIR: z.string().min(1).default('var/media'),
  /** CSV file loaded into an embedded database whose catalog is empty. */
  DEMO_CATALOG: z.string().min(1).optional(),
  STORE_NAME: z.string().trim().min(1).max(60).default('Tidemarket'),
  STORE_CURRENCY: z
    .enum(Intl.supportedValuesOf('currency') as [string, ...string[]], 'must be an ISO 4217 code')
    .default('USD'),
  STORE_LOCALE: z
    .string()
    .refine(
      (tag) => /^[a-zA-Z0-9-]+$/.test(tag) && Intl.NumberFormat.supportedLocalesOf(tag).length > 0,
      'must be a language tag such as en-US',
    )
    .default('en-US'),
  ...checkoutSettings,
  ...paymentSettings,
  ...mailSettings,
  ...cacheSettings,
  PAGE_CACHE_MB: z.coerce.number().int().min(1).max(4096).default(64),
  /** A session ends after this long without a request, and after this long in any case. */
  SESSION_IDLE_DAYS: z.coerce.number().int().min(1).max(365).default(14),
  SESSION_MAX_DAYS: z.coerce.number().int().min(1).max(365).default(90),
  /** What CloudFront sends as x-origin-secret; without it its forwarding header is not believed. */
  ORIGIN_SECRET: originSecret.optional(),
  /** Name or ARN of a secret that holds it. */
  ORIGIN_SECRET_ID: z.string().min(1).optional(),
  /** `alb`: only our load balancer can reach this process, so its X-Forwarded-For is believed. */
  TRUST_PROXY: z.enum(['none', 'alb']).default('none'),
  /** What tells the metrics of this shop from those of another in the same account. */
  METRICS_STACK: z.string().min(1).max(255).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  STOP_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
});

type Problems = Readonly<Record<string, string>>;

/** Checks settings against each other as soon as each of them is right by itself. */
const together = <K extends keyof z.output<typeof settings>>(
  names: readonly K[],
  check: (config: Pick<z.output<typeof settings>, K>) => Problems,
) =>
  z.superRefine<z.output<typeof settings>>(
    (config, context) => {
      for (const [name, message] of Object.entries(check(config))) {
        context.addIssue({ code: 'custom', path: [name], message });
      }
    },
    { when: ({ issues }) => !issues.some(({ path }) => names.some((name) => name === path?.[0])) },
  );

const namesOf = <T extends object>(group: T) => Object.keys(group) as (keyof T)[];

type OriginSecret = 'ORIGIN_SECRET' | 'ORIGIN_SECRET_ID';

const checkOriginSecret = (
  config: Partial<Record<OriginSecret, string | undefined>>,
): Partial<Record<OriginSecret, string>> =>
  config.ORIGIN_SECRET && config.ORIGIN_SECRET_ID
    ? { ORIGIN_SECRET_ID: 'stands instead of ORIGIN_SECRET' }
    : {};

const checked = settings.check(
  together(namesOf(databaseSettings), checkDatabase),
  together(['ORIGIN_SECRET', 'ORIGIN_SECRET_ID'], checkOriginSecret),
  together(namesOf(cacheSettings), checkCache),
  together([...namesOf(checkoutSettings), 'STORE_CURRENCY'], checkAmounts),
  together([...namesOf(paymentSettings), 'STORE_CURRENCY'], checkProviders),
  together(namesOf(mailSettings), checkSender),
);

const schema = checked.transform((config) => ({
  ...config,
  DATABASE_URL: config.DATABASE_SECRET_ID ? undefined : (config.DATABASE_URL ?? embeddedByDefault),
}));

export type Config = Readonly<z.output<typeof schema>>;

/** Thrown by {@link readConfig}; the message lists every wrong setting, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Checks the environment and returns the storefront's settings, frozen.
 * @throws ConfigError naming every setting that is wrong, not only the first.
 */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || 'environment'}: ${issue.message}`,
  );
  throw new ConfigError(`The configuration is not usable:\n${problems.join('\n')}`);
};
