import * as z from 'zod';

/** One field of an event, for people. */
export type Input = {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** As JSON; undefined when there is none. */
  readonly preset: string | undefined;
  readonly description: string;
};

const jsonSchema = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxItems: z.number().optional(),
  get items() {
    return jsonSchema.optional();
  },
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  required: z.array(z.string()).optional(),
  get anyOf() {
    return z.array(jsonSchema).optional();
  },
  get oneOf() {
    return z.array(jsonSchema).optional();
  },
});

type JsonSchema = z.output<typeof jsonSchema>;

const describeRange = ({ minimum, maximum }: JsonSchema): string => {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (minimum !== undefined && isBounded) return ` ${minimum}..${maximum}`;
  if (isBounded) return ` up to ${maximum}`;
  return minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : '';
};

const describeType = (schema: JsonSchema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((it) => JSON.stringify(it)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(describeType).join(' | ');
  if (schema.type === 'array') return `list of ${schema.items ? describeType(schema.items) : '?'}`;
  if (schema.type === 'integer') return `whole number${describeRange(schema)}`;
  if (schema.type === 'boolean') return 'true | false';
  return `${schema.type ?? 'anything'}${describeRange(schema)}`;
};

const readVariant = ({ properties = {}, required = [] }: JsonSchema): readonly Input[] =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    type: describeType(schema),
    isRequired: required.includes(name),
    preset: schema.default === undefined ? undefined : JSON.stringify(schema.default),
    description: schema.description ?? '',
  }));

// What schedules send: nobody types it.
const ofMachines = ['scheduledAt'];

/** What an event may have: a list for each of the forms that it may have, most often one. */
export const findInputs = (event: z.ZodType): readonly (readonly Input[])[] => {
  const schema = jsonSchema.parse(z.toJSONSchema(event, { io: 'input', unrepresentable: 'any' }));
  const variants = schema.oneOf ?? schema.anyOf ?? [schema];
  return variants.map((variant) =>
    readVariant(variant).filter(({ name }) => !ofMachines.includes(name)),
  );
};

/** Whether an event of any form may have this field. */
export const takes = (event: z.ZodType, name: string): boolean =>
  findInputs(event).some((inputs) => inputs.some((input) => input.name === name));
