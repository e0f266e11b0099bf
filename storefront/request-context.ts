import { AsyncLocalStorage } from 'node:async_hooks';

type RequestContext = { readonly request_id: string };

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs the work of one request, however deep it goes. */
export const runInRequest = <T>(requestId: string, work: () => T): T =>
  storage.run({ request_id: requestId }, work);

/** What every log line says that is written on behalf of a request; nothing outside of one. */
export const requestFields = (): Partial<RequestContext> => storage.getStore() ?? {};
