import * as z from 'zod';

/**
 * One line of text: trimmed, in normal form C, without line breaks.
 * @param label names the field in its messages, such as `City`.
 */
export const line = (label: string, maxLength: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .refine((text) => !/[\r\n\t\u2028\u2029]/.test(text), `${label} must be one line.`)
    .refine(
      (text) => [...text].length <= maxLength,
      `${label} can have at most ${maxLength} characters.`,
    );

/** As {@link line}, and not empty. */
export const requiredLine = (label: string, maxLength: number) =>
  line(label, maxLength).refine((text) => text !== '', `Enter ${label.toLowerCase()}.`);
