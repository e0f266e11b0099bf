import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { buildHandler, type Limits } from '../../../handlers/shared/build-handler.ts';
import { customResourceOrByHand } from '../../../handlers/shared/custom-resource.ts';
import { Failure } from '../../../handlers/shared/failure.ts';
import { findFreePort } from '../../support/free-port.ts';
import { type AnswerServer, stackRequest, startAnswerServer } from './answer-server.ts';
import { lambdaContext, recordLog } from './lambda-context.ts';

const servers: AnswerServer[] = [];

const listen = async (behave?: (count: number) => number | 'cut') => {
  const server = await startAnswerServer(behave);
  servers.push(server);
  return server;
};

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

const event = customResourceOrByHand(
  z.object({ Size: z.coerce.number() }),
  z.strictObject({ dryRun: z.boolean().default(false) }),
);

const secret = 'hunter2-and-more';

const job = (
  work: (event: unknown, services: unknown, limits: Limits) => Promise<unknown>,
  buildServices: () => unknown = () => ({}),
) => {
  const logger = recordLog();
  const handler = buildHandler({
    event,
    buildServices,
    work,
    logger,
    hide: () => (text) => text.replaceAll(secret, '***'),
    reserveMs: { work: 2_000, answer: 1_500 },
  });
  return { handler, logger };
};

const outcomeOf = (running: Promise<unknown>) =>
  running.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

describe('a function that CloudFormation calls', () => {
  it('answers success with the ids of the request, as S3 expects it', async () => {
    const server = await listen();
    const { handler, logger } = job(async () => ({ outcome: 'done' }));

    const result = await handler(
      stackRequest(server.url, 'Create', { Size: '7' }),
      lambdaContext(),
    );

    expect(result).toEqual({ outcome: 'done' });
    expect(server.answers).toHaveLength(1);
    expect(server.answers[0]).toMatchObject({
      method: 'PUT',
      body: {
        Status: 'SUCCESS',
        PhysicalResourceId: 'tidemarket-dev-Thing',
        StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/tidemarket-dev/51af3dc0',
        RequestId: 'b9f9d9f2-2f6b-4d0c-8a54-1f1e7f4f9e11',
        LogicalResourceId: 'Thing',
        NoEcho: true,
      },
    });
    expect(server.answers[0]?.headers['content-type']).toBeFalsy();
    expect(server.answers[0]?.headers['content-length']).toBe(String(server.answers[0]?.bytes));
    expect(logger.lines).toHaveLength(1);
  });

  it.each(['Update', 'Delete'] as const)('keeps the physical id on %s', async (type) => {
    const server = await listen();
    const { handler } = job(async () => ({}));
    const request = stackRequest(server.url, type, { Size: 1 });

    await handler({ ...request, PhysicalResourceId: 'as-it-was' }, lambdaContext());

    expect(server.answers[0]?.body).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'as-it-was',
    });
  });

  it('answers a failure with what to do and where the log is, and fails as well', async () => {
    const server = await listen();
    const { handler, logger } = job(async () => {
      throw new Failure('TOO_BIG', `It is too big for ${secret}`, 'Make it smaller.');
    });

    const outcome = await outcomeOf(
      handler(stackRequest(server.url, 'Create', { Size: 1 }), lambdaContext()),
    );

    expect(outcome).toMatchObject({ error: { code: 'TOO_BIG' } });
    expect(server.answers.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        Status: 'FAILED',
        PhysicalResourceId: 'tidemarket-dev-Thing',
        Reason:
          'TOO_BIG: It is too big for ***. Make it smaller. Log: /aws/lambda/tidemarket-test-job, stream 2026/11/22/[$LATEST]0123456789abcdef, request 7c6f1c70-0b7a-4d0f-9c55-0a3d5a6b2f10.',
      }),
    ]);
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).not.toContain(secret);
  });

  it('keeps to itself, but logs, what nobody expected', async () => {
    const server = await listen();
    const { handler, logger } = job(async () => {
      throw Object.assign(new Error(`read failed at ${secret}`), { sql: `… '${secret}'` });
    });

    await outcomeOf(handler(stackRequest(server.url, 'Create', { Size: 1 }), lambdaContext()));

    expect(server.answers[0]?.body['Reason']).toMatch(/^UNEXPECTED: .*The log has the cause/);
    expect(server.answers[0]?.body['Reason']).not.toContain('read failed');
    expect(logger.lines[0]).toContain('read failed at ***');
    expect(logger.lines[0]).not.toContain(secret);
  });

  it('answers when it cannot even start', async () => {
    const server = await listen();
    const { handler } = job(
      async () => ({}),
      () => {
        throw new Failure('CONFIG_INVALID', 'PLACE: is missing', 'Set it.');
      },
    );

    await outcomeOf(handler(stackRequest(server.url, 'Create', { Size: 1 }), lambdaContext()));

    expect(server.answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/^CONFIG_INVALID: PLACE: is missing/),
    });
  });

  it('lets itself be deleted even when it cannot start', async () => {
    const server = await listen();
    const { handler } = job(
      async () => ({}),
      () => {
        throw new Failure('CONFIG_INVALID', 'PLACE: is missing', 'Set it.');
      },
    );

    await outcomeOf(handler(stackRequest(server.url, 'Delete', { Size: 1 }), lambdaContext()));

    expect(server.answers[0]?.body).toMatchObject({ Status: 'SUCCESS' });
  });

  it('refuses wrong properties by name, but lets such a resource be deleted', async () => {
    const server = await listen();
    const { handler } = job(async () => ({}));

    await outcomeOf(handler(stackRequest(server.url, 'Create', { Size: 'big' }), lambdaContext()));
    await handler(stackRequest(server.url, 'Delete', { Size: 'big' }), lambdaContext());

    expect(server.answers.map(({ body }) => body['Status'])).toEqual(['FAILED', 'SUCCESS']);
    expect(server.answers[0]?.body['Reason']).toMatch(/EVENT_INVALID: .*ResourceProperties.Size/);
  });

  it.each([
    ['short of four kilobytes', 'x'.repeat(50_000)],
    ['in many bytes a character', '🦀"\n'.repeat(20_000)],
    ['with half a character', `${'\ud83e'.repeat(9_000)}`],
  ])('cuts a reason: %s', async (_name, message) => {
    const server = await listen();
    const { handler } = job(async () => {
      throw new Failure('LONG', message, 'Read on.');
    });

    await outcomeOf(handler(stackRequest(server.url, 'Create', { Size: 1 }), lambdaContext()));

    expect(server.answers[0]?.bytes).toBeLessThanOrEqual(4_096);
    expect(server.answers[0]?.body['Reason']).toMatch(/^LONG: /);
  });

  it('answers before its own time is up, and stops the work', async () => {
    const server = await listen();
    let stopped = false;
    const { handler } = job(
      (_event, _services, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stopped = true;
            reject(new Error('stopped'));
          });
        }),
    );

    const outcome = await outcomeOf(
      handler(stackRequest(server.url, 'Create', { Size: 1 }), lambdaContext(2_200)),
    );

    expect(stopped).toBe(true);
    expect(outcome).toMatchObject({ error: { code: 'TIME_UP', cause: { message: 'stopped' } } });
    expect(server.answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/^TIME_UP: /),
    });
  });

  it('answers in time also for work that does not listen', async () => {
    const server = await listen();
    const { handler } = job(() => new Promise(() => {}));

    await outcomeOf(handler(stackRequest(server.url, 'Create', { Size: 1 }), lambdaContext(2_200)));

    expect(server.answers.map(({ body }) => body['Status'])).toEqual(['FAILED']);
  });

  it('tries again while S3 fails or cuts the connection', async () => {
    const server = await listen((count) => [500, 'cut' as const, 503][count - 1] ?? 200);
    const { handler } = job(async () => ({ fine: true }));

    const result = await handler(stackRequest(server.url, 'Create', { Size: 1 }), lambdaContext());

    expect(result).toEqual({ fine: true });
    expect(server.answers.map(({ body }) => body['Status'])).toEqual(Array(4).fill('SUCCESS'));
  });

  it('fails without contradicting itself when the answer is refused', async () => {
    const server = await listen(() => 403);
    const { handler, logger } = job(async () => ({}));

    const outcome = await outcomeOf(
      handler(stackRequest(server.url, 'Create', { Size: 1 }), lambdaContext()),
    );

    expect(outcome).toMatchObject({ error: { code: 'ANSWER_NOT_SENT' } });
    expect(server.answers.map(({ body }) => body['Status'])).toEqual(['SUCCESS']);
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).not.toContain('X-Amz-Signature');
  });

  it('gives up in time when nobody listens, with both reasons in the log', async () => {
    const url = `http://127.0.0.1:${await findFreePort()}/`;
    const { handler, logger } = job(async () => {
      throw new Failure('TOO_BIG', 'It is too big', 'Make it smaller.');
    });

    const outcome = await outcomeOf(
      handler(stackRequest(url, 'Create', { Size: 1 }), lambdaContext(3_500)),
    );

    expect(outcome).toMatchObject({ error: { code: 'TOO_BIG' } });
    expect(logger.lines[0]).toContain('TOO_BIG');
    expect(logger.lines[0]).toContain('ANSWER_NOT_SENT');
  });

  it('answers nobody when it was invoked by hand', async () => {
    const server = await listen();
    const { handler } = job(async (given) => given);

    expect(await handler({ dryRun: true }, lambdaContext())).toEqual({ dryRun: true });
    await expect(handler({ dryrun: true }, lambdaContext())).rejects.toMatchObject({
      code: 'EVENT_INVALID',
      message: expect.stringContaining('dryrun'),
    });
    expect(server.answers).toEqual([]);
  });
});
