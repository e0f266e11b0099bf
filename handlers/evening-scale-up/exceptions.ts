import type * as z from 'zod';
import { addDays, type LocalDate } from '../shared/zoned-time.ts';

/** What is different on a day: so many instances, so many times as many, or none. */
export type EveningException =
  | { readonly kind: 'closed' }
  | { readonly kind: 'instances'; readonly count: number }
  | { readonly kind: 'factor'; readonly factor: number };

export type EveningExceptions = ReadonlyMap<LocalDate, EveningException>;

const entryForm =
  /^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?=(?:(closed)|(\d{1,3})|x(\d{1,2}(?:\.\d{1,2})?))$/;
const maxDays = 366;

const isDate = (text: string): boolean =>
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text;

const readWhat = (closed?: string, count?: string, factor?: string): EveningException => {
  if (closed) return { kind: 'closed' };
  if (count) return { kind: 'instances', count: Number(count) };
  return { kind: 'factor', factor: Number(factor) };
};

/**
 * Reads days that are not like others, apart by spaces: `2026-11-27=x2 2026-11-30=6
 * 2026-12-24..2026-12-26=closed`. A later entry for the same day counts.
 */
export const parseExceptions = (
  text: string,
  context: z.core.$RefinementCtx<string>,
): EveningExceptions => {
  const days = new Map<LocalDate, EveningException>();
  for (const entry of text.split(/\s+/).filter(Boolean)) {
    const [, from = '', to = from, ...what] = entryForm.exec(entry) ?? [];
    if (!isDate(from) || !isDate(to) || to < from || to > addDays(from, maxDays)) {
      context.addIssue({
        code: 'custom',
        message: `${entry} must be DATE=closed, DATE=COUNT or DATE=xFACTOR, or FROM..TO instead of DATE`,
      });
      continue;
    }
    for (let day = from; day <= to; day = addDays(day, 1)) days.set(day, readWhat(...what));
  }
  return days;
};
