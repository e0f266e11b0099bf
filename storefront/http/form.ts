import type { Context } from 'hono';
import type * as z from 'zod';
import { type FieldProblems, ShopError } from '../errors.ts';

export { line, requiredLine } from '../form-fields.ts';

/** What the shopper typed, by field; shown again after an error. Never holds a password. */
export type FormValues = Readonly<Record<string, string>>;

export type ParsedForm<T> =
  | { readonly ok: true; readonly data: T; readonly values: FormValues }
  | { readonly ok: false; readonly problems: FieldProblems; readonly values: FormValues };

// U+FFFD stands for bytes that were no UTF-8: two different passwords would become the same.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are refused.
const refused = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/;

const isSecret = (field: string): boolean => /password$/i.test(field);

const malformed = (cause?: unknown) => new ShopError('MALFORMED_FORM', { cause });

const readFields = async (c: Context, names: readonly string[]): Promise<FormValues> => {
  const sent = await c.req.formData().catch((error: unknown) => {
    throw malformed(error);
  });
  const fields: Record<string, string> = {};
  for (const name of names) {
    const [value, ...more] = sent.getAll(name);
    if (value === undefined) continue;
    if (more.length > 0 || typeof value !== 'string' || refused.test(value)) throw malformed();
    fields[name] = value;
  }
  return fields;
};

/**
 * Reads a posted form by a schema of string fields. Only the schema's own fields are looked at, so
 * that whatever else is sent does nothing; a field that is missing counts as empty.
 * @returns the problems by field, to be shown beside them, when a value does not satisfy the schema.
 * @throws ShopError MALFORMED_FORM for what no form of ours sends: a field twice, a file, a control
 * character, bytes that are no UTF-8.
 */
export const readForm = async <Shape extends z.ZodRawShape>(
  c: Context,
  schema: z.ZodObject<Shape>,
): Promise<ParsedForm<z.output<z.ZodObject<Shape>>>> => {
  const names = Object.keys(schema.shape);
  const fields = await readFields(c, names);
  const values = Object.fromEntries(Object.entries(fields).filter(([name]) => !isSecret(name)));
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  const parsed = schema.safeParse({ ...empty, ...fields });
  if (parsed.success) return { ok: true, data: parsed.data, values };
  const problems: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) problems[String(path[0] ?? '')] ??= message;
  return { ok: false, problems, values };
};
