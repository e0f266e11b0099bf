import * as z from 'zod';

/** CloudWatch's limit for an alarm's description. */
const maxLength = 1_024;

const line = z
  .string()
  .min(1)
  .refine(
    (text) => text === text.trim() && !/[\r\n]/.test(text),
    'must be one line without margins',
  );

export const alarmDescriptionSchema = z.strictObject({
  /** What is wrong, in one sentence. */
  problem: line,
  severity: z.enum(['critical', 'warning', 'info']),
  owner: z.enum(['storefront', 'platform', 'database', 'operations']),
  /** What shoppers notice. */
  impact: line,
  runbook: z
    .string()
    .regex(/^docs\/runbooks\/[A-Za-z0-9]+\.md$/, 'must be docs/runbooks/LOGICALID.md'),
});

export type AlarmDescription = z.output<typeof alarmDescriptionSchema>;

const keys = ['severity', 'owner', 'impact', 'runbook'] as const;

const isKey = (key: string): key is (typeof keys)[number] => keys.some((known) => known === key);

/** Thrown when a description does not keep the contract; the message names the line. */
export class AlarmDescriptionError extends Error {
  override readonly name = 'AlarmDescriptionError';
}

/** Text of an AlarmDescription; {@link parseAlarmDescription} reads it again. */
export const buildAlarmDescription = (description: AlarmDescription): string => {
  const { problem, ...rest } = alarmDescriptionSchema.parse(description);
  const text = [problem, ...keys.map((key) => `${key}: ${rest[key]}`)].join('\n');
  if (text.length > maxLength) {
    throw new AlarmDescriptionError(`has ${text.length} characters, ${maxLength} are allowed`);
  }
  return text;
};

type Place = { readonly line: number; readonly value: string };

const readLines = (text: string): ReadonlyMap<string, Place> => {
  const [problem = '', ...rest] = text.replace(/\n$/, '').split('\n');
  const places = new Map<string, Place>([['problem', { line: 1, value: problem }]]);
  for (const [index, content] of rest.entries()) {
    const number = index + 2;
    const [, key = '', value = ''] = /^([a-z]+): (.*)$/.exec(content) ?? [];
    if (!isKey(key)) {
      throw new AlarmDescriptionError(
        `line ${number} must be one of ${keys.join(', ')}, then ": "`,
      );
    }
    if (places.has(key)) throw new AlarmDescriptionError(`line ${number} gives ${key} again`);
    places.set(key, { line: number, value });
  }
  return places;
};

/**
 * Reads an AlarmDescription.
 * @throws AlarmDescriptionError naming the line that is wrong or the key that is missing.
 */
export const parseAlarmDescription = (text: string): AlarmDescription => {
  if (text.length > maxLength) {
    throw new AlarmDescriptionError(`has ${text.length} characters, ${maxLength} are allowed`);
  }
  const places = readLines(text);
  const missing = keys.filter((key) => !places.has(key));
  if (missing.length > 0) throw new AlarmDescriptionError(`lacks a line ${missing.join(', ')}`);
  const parsed = alarmDescriptionSchema.safeParse(
    Object.fromEntries([...places].map(([key, { value }]) => [key, value])),
  );
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: [key = ''], message }) => {
    const place = places.get(String(key));
    return `line ${place?.line ?? '?'} (${String(key)}): ${message}`;
  });
  throw new AlarmDescriptionError(problems.join('; '));
};
