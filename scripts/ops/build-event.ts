import * as z from 'zod';
import type { Operation } from '../../handlers/shared/operation.ts';
import { takes } from './find-inputs.ts';
import { UsageError } from './ops-error.ts';
import { suggest } from './suggest.ts';
import type { Command } from './usage.ts';

type Asked = Pick<Command, 'example' | 'data' | 'dryRun' | 'confirm' | 'by' | 'user'>;

const object = z.record(z.string(), z.unknown());

const readExample = ({ examples, functionName }: Operation, name: string) => {
  const found = object.safeParse(examples[name]);
  if (!Object.hasOwn(examples, name) || !found.success) {
    const names = Object.keys(examples);
    const [near = ''] = suggest(name, names);
    const hint = near ? ` Did you mean ${near}?` : '';
    throw new UsageError(
      `${functionName} has no example ${name}.${hint} It has: ${names.join(', ')}.`,
    );
  }
  // Whoever runs an example of what hurts confirms it themselves.
  const { confirm: _, ...event } = found.data;
  return event;
};

const readData = (text: string) => {
  try {
    return object.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : 'it is no object';
    throw new UsageError(`--data is no JSON object: ${why}`);
  }
};

const describeProblems = ({ issues }: z.ZodError): string =>
  issues
    .map(({ path, message }) => `  ${path.length > 0 ? path.join('.') : 'the event'}: ${message}`)
    .join('\n');

/**
 * The event that is sent, checked as the function will check it.
 * @throws UsageError naming every field that is wrong
 */
export const buildEvent = (operation: Operation, asked: Asked): object => {
  const { functionName, event: schema } = operation;
  const given = {
    ...(asked.dryRun ? { dryRun: true } : {}),
    ...(asked.confirm === undefined ? {} : { confirm: asked.confirm }),
    ...(asked.by === undefined ? {} : { by: asked.by }),
  };
  for (const name of Object.keys(given)) {
    if (!takes(schema, name)) throw new UsageError(`${functionName} does not take ${name}.`);
  }
  const event = {
    ...(takes(schema, 'by') ? { by: asked.user } : {}),
    ...(asked.example === undefined ? {} : readExample(operation, asked.example)),
    ...(asked.data === undefined ? {} : readData(asked.data)),
    ...given,
  };
  const { success, error } = schema.safeParse(event);
  if (success) return event;
  throw new UsageError(
    `${functionName} would refuse ${JSON.stringify(event)}:\n${describeProblems(error)}\nSee: npm run ops -- ${functionName} --help`,
  );
};
