import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type * as z from 'zod';
import { alarmToSlackEvent } from '../../../handlers/alarm-to-slack/event.ts';
import { checkBackupEvent } from '../../../handlers/check-backup/event.ts';
import { recordWatermarkEvent } from '../../../handlers/record-watermark/event.ts';
import { verifyBackupEvent } from '../../../handlers/verify-backup/event.ts';
import { buildEvent } from '../../../scripts/ops/build-event.ts';
import { operations } from '../../../scripts/ops/operations.ts';
import { parseOpsArgs } from '../../../scripts/ops/usage.ts';
import type { Template } from '../../../scripts/plugins/literal-template/template.ts';
import { packageVariant } from '../../support/template/package-stage.ts';
import {
  findAwsCommands,
  findLinks,
  findOpsCommands,
  findOutputs,
  findSlsCommands,
  type Runbook,
  readRunbooks,
  runbookFolder,
} from './runbook-commands.ts';

const root = join(runbookFolder, '../..');
const guide = {
  name: '../operations.md',
  text: readFileSync(join(root, 'docs/operations.md'), 'utf8'),
};
const texts: readonly Runbook[] = [...readRunbooks(), guide];

const serverless = readFileSync(join(root, 'serverless.yml'), 'utf8');
const ownCommands = ['rollback-storefront', 'storefront-plan'];
const slsCommands = ['deploy', 'invoke', 'logs', 'package', 'remove', ...ownCommands];
const events = new Map<string, z.ZodType>([
  ['alarmToSlack', alarmToSlackEvent],
  ...operations.map(({ functionName, event }) => [functionName, event] as const),
  ['recordWatermark', recordWatermarkEvent],
  ['checkBackup', checkBackupEvent],
  ['verifyBackup', verifyBackupEvent],
]);
/** The command line's name of a service where the client's package has another. */
const clients: Readonly<Record<string, string>> = {
  autoscaling: 'auto-scaling',
  elbv2: 'elastic-load-balancing-v2',
  logs: 'cloudwatch-logs',
  secretsmanager: 'secrets-manager',
  stepfunctions: 'sfn',
};
/** Commands that are no single call of an API. */
const helpers = ['ssm start-session', 'logs tail'];

let template: Template;
beforeAll(async () => {
  template = await packageVariant('prod');
});

const toClass = (command: string) =>
  `${command.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Command`;

/** As letters only: clients write DescribeDBInstances, the command line describe-db-instances. */
const flat = (name: string) => name.toLowerCase();

describe.each(texts)('the commands of $name', ({ name, text }) => {
  it('are commands of this project, for functions and parameters that there are', () => {
    for (const { command, functionName, params, data } of findSlsCommands(text)) {
      expect(slsCommands).toContain(command);
      if (functionName)
        expect(Object.keys(template.Resources)).toContain(
          `${functionName.charAt(0).toUpperCase()}${functionName.slice(1)}LambdaFunction`,
        );
      for (const param of params) expect(serverless).toMatch(new RegExp(`^    ${param}:`, 'm'));
      if (data && functionName) {
        const parsed = events.get(functionName)?.safeParse(JSON.parse(data));
        expect([functionName, data, parsed?.error?.message]).toEqual([
          functionName,
          data,
          undefined,
        ]);
      }
    }
  });

  it('ask operations for what they take', () => {
    for (const args of findOpsCommands(text)) {
      const command = parseOpsArgs(args);
      const operation = operations.find(({ functionName }) => functionName === command.name);

      expect([args, operation?.functionName]).toEqual([args, command.name]);
      if (operation && !command.help) expect(buildEvent(operation, command)).toBeDefined();
    }
  });

  it('are commands of AWS that there are', async () => {
    for (const [service, command] of findAwsCommands(text)) {
      if (helpers.includes(`${service} ${command}`)) continue;
      const client = await import(`@aws-sdk/client-${clients[service] ?? service}`);
      const names = Object.keys(client).map(flat);

      expect([service, command, names.includes(flat(toClass(command)))]).toEqual([
        service,
        command,
        true,
      ]);
    }
  });

  it('ask for outputs that the stack has, and link to files that there are', () => {
    for (const output of findOutputs(text)) expect(Object.keys(template.Outputs)).toContain(output);
    const missing = findLinks(text).filter(
      (link) => !existsSync(join(runbookFolder, name, '..', link)),
    );

    expect(missing).toEqual([]);
  });
});
