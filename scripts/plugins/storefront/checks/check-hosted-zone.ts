import {
  GetHostedZoneCommand,
  type HostedZone,
  type Route53Client,
} from '@aws-sdk/client-route-53';

const findZone = async (route53: Route53Client, Id: string): Promise<HostedZone | undefined> => {
  try {
    return (await route53.send(new GetHostedZoneCommand({ Id }))).HostedZone;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchHostedZone') return undefined;
    throw error;
  }
};

/** What is wrong with the hosted zone of a domain; undefined when it can take its records. */
export const checkHostedZone = async (
  route53: Route53Client,
  { id, domain }: { id: string; domain: string },
): Promise<string | undefined> => {
  const zone = await findZone(route53, id);
  if (!zone)
    return `There is no hosted zone ${id} in this account: set "hostedZoneId" to one of aws route53 list-hosted-zones.`;
  const name = (zone.Name ?? '').replace(/\.$/, '');
  if (zone.Config?.PrivateZone)
    return `The hosted zone ${id} is private, so nobody outside would find ${domain}: set "hostedZoneId" to a public one.`;
  if (domain === name || domain.endsWith(`.${name}`)) return undefined;
  return `The hosted zone ${id} is that of ${name}, which ${domain} is not in: set "hostedZoneId" to that of ${domain}, or "domain" to a name in ${name}.`;
};
