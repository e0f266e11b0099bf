import * as z from 'zod';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');

const zone = z.string().refine((text) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: text }));
  } catch {
    return false;
  }
}, 'must be a time zone');

/** When the shop's evening is, by its own clock. */
export const eveningSettings = {
  TIME_ZONE: zone,
  EVENING_START: clockTime,
  EVENING_END: clockTime,
};
