import { asList, type Json, valueAt } from '../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { getResource } from '../../support/template/query.ts';
import type { VariantName } from '../../support/template/variants.ts';

/** Something that the platform has to be, with its value. */
export type Fact = {
  readonly says: string;
  readonly read: (stack: EvaluatedTemplate) => unknown;
  /** The value in every variant, or by variant; a variant that is not named is not asked. */
  readonly is: unknown;
  readonly by?: Readonly<Partial<Record<VariantName, unknown>>>;
};

export const fact = (says: string, read: Fact['read'], is: unknown): Fact => ({ says, read, is });

export const factBy = (
  says: string,
  read: Fact['read'],
  by: Readonly<Partial<Record<VariantName, unknown>>>,
): Fact => ({ says, read, is: undefined, by });

/** Reads one property. */
export const at = (id: string, path: string) => (stack: EvaluatedTemplate) =>
  valueAt(getResource(stack, id).properties, path);

/** Reads the value of a key in a list of keys and values. */
export const attribute = (id: string, path: string, key: string) => (stack: EvaluatedTemplate) => {
  const found = asList(at(id, path)(stack)).find((one) => valueAt(one, 'Key') === key);
  return found === undefined ? undefined : valueAt(found, 'Value');
};

/** What a fact is to be in a variant; undefined when it is not asked there. */
export const expected = (one: Fact, variant: VariantName): { value: unknown } | undefined => {
  if (one.by === undefined) return { value: one.is };
  return variant in one.by ? { value: one.by[variant] } : undefined;
};

export const readOrNothing = (one: Fact, stack: EvaluatedTemplate): unknown => {
  try {
    return one.read(stack);
  } catch {
    return undefined;
  }
};

export const listOf = (value: Json | undefined): readonly string[] => asList(value).map(String);
