import type { Settings } from '../settings.ts';
import { checkIops } from './check-iops.ts';

// CloudFront takes its certificate and its web ACL from this region only.
const onlyRegion = 'us-east-1';

type Rule = (facts: Settings & { stage: string; region: string }) => string | false | undefined;

const rules: readonly Rule[] = [
  ({ stage, requiresDomain, domain }) =>
    requiresDomain &&
    !domain &&
    `Stage ${stage} needs a domain: set "domain" and "hostedZoneId" under params.${stage} in serverless.yml, or pass --param="domain=shop.example.com" --param="hostedZoneId=Z…".`,
  ({ stage, domain, hostedZoneId }) =>
    domain &&
    !hostedZoneId &&
    `The domain ${domain} has no hosted zone: set "hostedZoneId" under params.${stage} to the id of its Route 53 zone (aws route53 list-hosted-zones), or leave "domain" empty.`,
  ({ hostedZoneId }) =>
    hostedZoneId &&
    !/^Z[A-Z0-9]{1,31}$/.test(hostedZoneId) &&
    `"${hostedZoneId}" is no id of a hosted zone: it begins with Z and has capital letters and digits only, without "/hostedzone/".`,
  ({ stage, minSize, maxSize }) =>
    maxSize < Math.max(2, minSize + 1) &&
    `"maxSize" of stage ${stage} is ${maxSize}: it must be at least ${Math.max(2, minSize + 1)}, one more than "minSize" (${minSize}), because a deploy starts a new instance before it ends an old one.`,
  ({ stage, databaseIops, databaseShape, databaseStorageGiB }) =>
    checkIops({ stage, iops: databaseIops, shape: databaseShape, storageGiB: databaseStorageGiB }),
  ({ region }) =>
    region !== onlyRegion &&
    `The platform is deployed to ${onlyRegion}, not ${region}: CloudFront takes its certificate and its web ACL from there only. Remove "provider.region" or --region.`,
];

/** What makes a deploy fail however AWS looks: one sentence a problem, each saying what to do. */
export const checkSettings = (
  settings: Settings,
  place: { stage: string; region: string },
): readonly string[] =>
  rules
    .map((rule) => rule({ ...settings, ...place }))
    .filter((problem): problem is string => typeof problem === 'string');
