import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';

const folders = readdirSync('handlers').filter(
  (name) => name !== 'shared' && existsSync(`handlers/${name}/operation.ts`),
);
const functions = readdirSync('resources/functions')
  .map((name) => readFileSync(`resources/functions/${name}`, 'utf8'))
  .join('\n');

it.each(folders)(
  'the operation of %s is of a function, and takes its own examples',
  async (name) => {
    const { operation } = await import(`../../../handlers/${name}/operation.ts`);

    expect(functions).toMatch(
      new RegExp(`^${operation.functionName}:\n  handler: handlers/${name}/handler`, 'm'),
    );
    expect(operation.summary.length).toBeGreaterThan(20);
    expect(Object.keys(operation.examples).length).toBeGreaterThan(0);
    for (const example of Object.values(operation.examples)) parseEvent(operation.event, example);
  },
);

it('every function that people invoke has one', () => {
  for (const name of ['maintenance-data', 'maintenance-fleet']) {
    const text = readFileSync(`resources/functions/${name}.yml`, 'utf8');
    for (const [, folder] of text.matchAll(/handler: handlers\/([a-z-]+)\/handler/g)) {
      expect(folders).toContain(folder);
    }
  }
});
