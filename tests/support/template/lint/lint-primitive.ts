import type { PropertyType } from '@aws-cdk/service-spec-types';
import type { Json } from '../../../../scripts/plugins/literal-template/json.ts';

const list = (values: readonly (string | number)[]): string => values.join(', ');

/** What is wrong with a plain value; undefined when nothing is. */
export const lintPrimitive = (value: Json, type: PropertyType): string | undefined => {
  switch (type.type) {
    case 'string':
    case 'date-time': {
      // CloudFormation takes a number or a boolean for a text.
      if (typeof value === 'object') return 'is to be a text';
      const allowed = type.type === 'string' ? type.allowedValues : undefined;
      return allowed && !allowed.includes(String(value))
        ? `is ${value}, not one of ${list(allowed)}`
        : undefined;
    }
    case 'integer':
      if (!Number.isInteger(value)) return 'is to be a whole number';
      return type.allowedValues && !type.allowedValues.includes(Number(value))
        ? `is ${value}, not one of ${list(type.allowedValues)}`
        : undefined;
    case 'number':
      return typeof value === 'number' ? undefined : 'is to be a number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'is to be true or false';
    default:
      return undefined;
  }
};
