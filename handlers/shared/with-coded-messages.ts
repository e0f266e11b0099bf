import type { Limits } from './build-handler.ts';
import { Failure } from './failure.ts';

/** The same work, whose failures begin with their code: Step Functions is given the message only. */
export const withCodedMessages =
  <Event, Services, Result>(
    work: (event: Event, services: Services, limits: Limits) => Promise<Result>,
  ) =>
  async (event: Event, services: Services, limits: Limits): Promise<Result> => {
    try {
      return await work(event, services, limits);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { code, message, advice } = error;
      throw new Failure(code, `${code}: ${message}`, advice, error.cause);
    }
  };
