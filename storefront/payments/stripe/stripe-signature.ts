import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signature this old is no proof any more: whoever has copied it could send it again. */
const toleranceSeconds = 300;

const isEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Stripe's scheme v1: HMAC-SHA256 over time and body, in hex. */
const signStripeBody = (body: string, secret: string, timestamp: number): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** Whether a `Stripe-Signature` header (`t=…,v1=…[,v1=…]`) proves that Stripe sent the body, lately. */
export const isSignedByStripe = (
  body: string,
  header: string | undefined,
  secret: string,
  now: Date,
): boolean => {
  const parts = (header ?? '').slice(0, 2000).split(',');
  const timestamp = parts.find((part) => /^t=\d{1,12}$/.test(part))?.slice(2);
  if (timestamp === undefined) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return false;
  const expected = signStripeBody(body, secret, Number(timestamp));
  const given = parts.filter((part) => /^v1=[0-9a-f]{64}$/.test(part));
  return given.some((part) => isEqual(part.slice(3), expected));
};
