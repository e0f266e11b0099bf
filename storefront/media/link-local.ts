import { BlockList, isIP } from 'node:net';

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');
// EC2 answers with credentials at this address as well.
linkLocal.addAddress('fd00:ec2::254', 'ipv6');

/** Whether an IP address is one where a cloud machine reaches its own metadata and credentials. */
export const isLinkLocal = (address: string): boolean => {
  const [bare = ''] = address.replace(/^\[|\]$/g, '').split('%');
  const family = isIP(bare);
  return family !== 0 && linkLocal.check(bare, family === 4 ? 'ipv4' : 'ipv6');
};
