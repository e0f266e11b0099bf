import { expect } from '@jest/globals';

/** What an answer must never show: our code, our paths, our SQL, a driver's words. */
const internal =
  /node:internal|\bat .+:\d+:\d+|\/storefront\/|\.tsx?:\d|select [\w\s,.*"`]+ from ["`]?\w+|SQLITE|ER_[A-Z]+|[A-Z]\w*Error:/;

/** Expects that a hostile form was refused or did nothing; `what` names it in the failure. */
export const expectHarmless = async (response: Response, what: unknown): Promise<void> => {
  const body = await response.text();
  expect([what, response.status < 500]).toEqual([what, true]);
  expect(body).not.toMatch(internal);
  expect(body).not.toContain('<script>alert(1)');
  expect(body).not.toContain('<img src=x');
  expect(body).not.toContain('49${');
  expect(response.headers.getSetCookie().join()).not.toContain('evil');
  expect(response.headers.get('location') ?? '/').toMatch(/^\/(?!\/)/);
};
