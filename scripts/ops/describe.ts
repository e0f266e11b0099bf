import type { Operation } from '../../handlers/shared/operation.ts';
import { findInputs, type Input } from './find-inputs.ts';

/** Fields that have an option of their own. */
const options: readonly (readonly [string, string])[] = [
  ['dryRun', '--dry-run'],
  ['confirm', '--confirm STAGE'],
  ['by', '--by WHO'],
];

const align = (rows: readonly (readonly [string, string])[], indent: string): string => {
  const width = Math.min(28, Math.max(...rows.map(([left]) => left.length)));
  return rows
    .map(([left, right]) => `${indent}${left.padEnd(width)}  ${right}`.trimEnd())
    .join('\n');
};

const describeInput = ({ name, type, isRequired, preset, description }: Input) => {
  const how = isRequired ? 'needed' : preset === undefined ? 'optional' : `otherwise ${preset}`;
  const what = description === '' ? '' : `: ${description}`;
  return [name, `${type} (${how})${what}`] as const;
};

const describeVariant = (inputs: readonly Input[]): string => {
  const hasOption = ({ name }: Input) => options.some(([option]) => option === name);
  const rows = inputs.filter((input) => !hasOption(input)).map(describeInput);
  const also = options.flatMap(([option, flag]) =>
    inputs.some(({ name }) => name === option) ? [flag] : [],
  );
  return align([...rows, ...(also.length > 0 ? [['and', also.join(', ')] as const] : [])], '  ');
};

const describeExamples = ({ examples }: Operation): string =>
  align(
    Object.entries(examples).map(([name, event]) => [name, JSON.stringify(event)] as const),
    '  ',
  );

/** What an operation is, takes, and looks like. */
export const describeOperation = (operation: Operation): string => {
  const variants = findInputs(operation.event).map(describeVariant);
  return [
    `${operation.functionName}: ${operation.summary}`,
    '',
    variants.length > 1 ? 'takes one of' : 'takes',
    variants.join('\n\n'),
    '',
    'examples (--example NAME)',
    describeExamples(operation),
  ].join('\n');
};

export const describeAll = (operations: readonly Operation[]): string =>
  operations.map(describeOperation).join('\n\n');

/** The same, for programs. */
export const describeForPrograms = ({ functionName, summary, event, examples }: Operation) => ({
  name: functionName,
  summary,
  inputs: findInputs(event),
  examples,
});
