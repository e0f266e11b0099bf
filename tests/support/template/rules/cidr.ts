const privateV4 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8'] as const;

const read = (block: string): { address: number; bits: number } | undefined => {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(block)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = parts;
  return { address: ((a * 256 + b) * 256 + c) * 256 + d, bits };
};

const isWithin = (block: string, outer: string): boolean => {
  const [inside, around] = [read(block), read(outer)];
  if (!inside || !around || inside.bits < around.bits) return false;
  const size = 2 ** (32 - around.bits);
  return Math.floor(inside.address / size) === Math.floor(around.address / size);
};

/** Whether addresses of the internet are in a block: any that is not wholly a private one. */
export const isPublicBlock = (block: string): boolean =>
  block.includes(':')
    ? !/^f[cd][0-9a-f]{2}:/i.test(block)
    : !privateV4.some((outer) => isWithin(block, outer));
