export type Header = Readonly<Record<string, string | undefined>>;

/** What the launch template says to an instance before the user data. */
export const buildHeader = (sha256: string, changes: Header = {}): Header => ({
  STACK_NAME: 'tidemarket-dev',
  AWS_REGION: 'us-east-1',
  SIGNAL_RESOURCE: 'StorefrontGroup',
  TARGET_GROUP_ARN: 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/shop/1',
  LOG_GROUP: '/tidemarket-dev/storefront',
  ARTIFACT_BUCKET: 'deployments',
  ARTIFACT_KEY: `storefront/${sha256}.tar.gz`,
  ARTIFACT_SHA256: sha256,
  DATABASE_CA: '',
  STOREFRONT_ENV: 'PORT=8080\nSTORE_NAME=Tide & Market\nDATABASE_SECRET_ID=arn:the-secret',
  ...changes,
});

export const writeHeader = (header: Header): string =>
  Object.entries(header)
    .flatMap(([name, value]) => (value === undefined ? [] : [`export ${name}='${value}'\n`]))
    .join('');
