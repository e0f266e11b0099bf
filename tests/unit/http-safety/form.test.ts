import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Hono } from 'hono';
import * as z from 'zod';
import { isShopError } from '../../../storefront/errors.ts';
import { line, readForm, requiredLine } from '../../../storefront/http/form.ts';

const schema = z.object({
  city: requiredLine('City', 10),
  note: line('Note', 10),
  password: z.string(),
});

const app = new Hono();
app.post('/', async (c) => c.json(await readForm(c, schema)));
app.onError((error, c) => c.json({ code: isShopError(error) ? error.code : String(error) }, 500));

type Answer = {
  readonly ok?: boolean;
  readonly code?: string;
  readonly problems?: object;
  readonly values?: object;
};

const send = async (
  body: string | FormData | URLSearchParams,
  contentType?: string,
): Promise<Answer> => {
  const headers = contentType ? { 'content-type': contentType } : {};
  return (await app.request('/', { method: 'POST', body, headers })).json() as Promise<Answer>;
};

const urlencoded = 'application/x-www-form-urlencoded';

describe('readForm', () => {
  it('reads the fields of the schema, trimmed and in normal form, and none besides', async () => {
    const sent = new URLSearchParams({ city: ' Ko\u0308ln ', password: ' p ', evil: 'x' });

    expect(await send(sent)).toEqual({
      ok: true,
      data: { city: 'Köln', note: '', password: ' p ' },
      values: { city: ' Ko\u0308ln ' },
    });
  });

  it('never keeps a password to be shown again', async () => {
    const { values } = await send(new URLSearchParams({ city: '', password: 'secret' }));

    expect(values).toEqual({ city: '' });
  });

  it.each([
    ['', { city: 'Enter city.' }],
    ['city=', { city: 'Enter city.' }],
    ['city=++', { city: 'Enter city.' }],
    ['city[]=K', { city: 'Enter city.' }],
    ['city[a]=K', { city: 'Enter city.' }],
    ['city=12345678901', { city: 'City can have at most 10 characters.' }],
    ['city=a%0d%0ab', { city: 'City must be one line.' }],
    ['city=a%0ab&note=a%0bb', undefined],
    ['city=K&note=a%E2%80%A8b', { note: 'Note must be one line.' }],
  ])('tells what is wrong with %j', async (body, problems) => {
    const answer = await send(body, urlencoded);

    if (problems) expect(answer.problems).toEqual(problems);
    else expect(answer.code).toBe('MALFORMED_FORM');
  });

  it.each([
    ['a field twice', 'city=a&city=b'],
    ['a NUL', 'city=a%00b'],
    ['a control character', 'city=a%1bb'],
    ['bytes that are no UTF-8', 'city=%ff'],
    ['a password that is no UTF-8', 'city=K&password=%c3'],
  ])('refuses %s', async (_, body) => {
    expect(await send(body, urlencoded)).toEqual({ code: 'MALFORMED_FORM' });
  });

  it('refuses a file where text is meant', async () => {
    const sent = new FormData();
    sent.set('city', new File(['x'], 'x.txt'));

    expect(await send(sent)).toEqual({ code: 'MALFORMED_FORM' });
  });

  it.each([
    ['x', 'multipart/form-data; boundary=x'],
    ['--x\r\n', 'multipart/form-data; boundary=x'],
    ['', 'multipart/form-data'],
    ['city=K', 'multipart/form-data; boundary=x'],
  ])('refuses the broken multipart %j', async (body, contentType) => {
    expect(await send(body, contentType)).toEqual({ code: 'MALFORMED_FORM' });
  });

  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '__proto__[ok]',
    'constructor.prototype.ok',
  ])('is not impressed by a field called %s', async (name) => {
    const answer = await send(
      new URLSearchParams([
        ['city', 'K'],
        [name, 'evil'],
      ]),
    );

    expect(answer).toEqual({
      ok: true,
      data: { city: 'K', note: '', password: '' },
      values: { city: 'K' },
    });
    expect(({} as Record<string, unknown>)['ok']).toBeUndefined();
  });

  it('has an answer to anything', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(fc.constantFrom('city', 'note', 'password'), text), text)),
        async (pairs) => {
          const answer = await send(new URLSearchParams(pairs).toString(), urlencoded);
          expect('ok' in answer || answer.code === 'MALFORMED_FORM').toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
