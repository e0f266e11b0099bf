import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2Async = promisify(argon2);

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane. */
const currentCost = { memory: 19_456, passes: 2, parallelism: 1 } as const;

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

type Parsed = { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer };

const encode = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replace(/=+$/, '');

const phc =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43})$/;

const parse = (stored: string): Parsed | undefined => {
  const [, memory, passes, parallelism, salt = '', hash = ''] = phc.exec(stored) ?? [];
  if (!memory) return undefined;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
};

const derive = (password: string, salt: Uint8Array, cost: Cost): Promise<Buffer> =>
  argon2Async('argon2id', { message: password, nonce: salt, tagLength: 32, ...cost });

export const isArgon2Hash = (stored: string): boolean => parse(stored) !== undefined;

/** True for a hash that was made with other costs than today's. */
export const isOutdated = (stored: string, cost: Cost = currentCost): boolean => {
  const parsed = parse(stored);
  return (
    !parsed ||
    parsed.cost.memory !== cost.memory ||
    parsed.cost.passes !== cost.passes ||
    parsed.cost.parallelism !== cost.parallelism
  );
};

/** argon2id as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`. */
export const hashWithArgon2 = async (
  password: string,
  cost: Cost = currentCost,
): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`;
};

/** False as well for what is no such hash. */
export const matchesArgon2 = async (stored: string, password: string): Promise<boolean> => {
  const parsed = parse(stored);
  if (!parsed) return false;
  return timingSafeEqual(await derive(password, parsed.salt, parsed.cost), parsed.hash);
};
