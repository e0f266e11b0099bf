import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Redis, RedisOptions } from 'iovalkey';

export type ValkeyCredentials = {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
};

export type ValkeyOptions = {
  readonly host: string;
  readonly port: number;
  /** Undefined: plain text. Otherwise certificate and host name are verified. */
  readonly tls: { readonly ca?: string | undefined } | undefined;
  readonly credentials: () => Promise<ValkeyCredentials>;
  /** Called when the server has refused them, before they are asked for again. */
  readonly forgetCredentials: () => void;
  /** Called once when it is left out, with the reason, and once when it is in use again. */
  readonly onChange: (failure: unknown) => void;
};

const connectTimeoutMs = 300;
const commandTimeoutMs = 50;
/** So many failures one after the other, and nobody asks any more for a while. */
const tolerated = 3;
const firstPauseMs = 500;
const longestPauseMs = 5_000;

const isReply = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && codes.some((code) => error.message.startsWith(code));

const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    // Timers come before what has arrived meanwhile: this process may have been the slow one.
    () => nextTurn().then(() => reject(new Error(`no answer for ${ms} ms`))),
    ms,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * A connection to Valkey or Redis that may always be away. Nobody waits for it to be made; a server
 * that has failed is not asked for a while, which is its circuit breaker.
 */
export class ValkeyConnection {
  readonly #options: ValkeyOptions;
  #client: Redis | undefined;
  #isOpening = false;
  #isClosed = false;
  #isLeftOut: boolean | undefined;
  #failures = 0;
  #pauseMs = firstPauseMs;
  #notBefore = 0;

  constructor(options: ValkeyOptions) {
    this.#options = options;
    this.#open();
  }

  /** Runs a command; undefined when it failed, or when there is nobody to ask. Never rejects. */
  async run<T>(command: (client: Redis) => Promise<T>): Promise<T | undefined> {
    const client = this.#client;
    if (!client) {
      this.#open();
      return undefined;
    }
    try {
      const answer = await within(commandTimeoutMs, command(client));
      this.#failures = 0;
      this.#pauseMs = firstPauseMs;
      return answer;
    } catch (error) {
      this.#failures += 1;
      // After a fail-over its connections lead to a server that takes no more writes.
      if (this.#failures >= tolerated || isReply(error, 'READONLY')) this.#lose(client, error);
      return undefined;
    }
  }

  #open(): void {
    if (this.#isOpening || this.#isClosed || performance.now() < this.#notBefore) return;
    this.#isOpening = true;
    void this.#connect().finally(() => {
      this.#isOpening = false;
    });
  }

  async #connect(): Promise<void> {
    let client: Redis | undefined;
    let cause: unknown;
    try {
      const { host, port, tls, credentials } = this.#options;
      const { username, password } = await credentials();
      const options: RedisOptions = {
        host,
        port,
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
        ...(tls ? { tls: { rejectUnauthorized: true, ...(tls.ca ? { ca: tls.ca } : {}) } } : {}),
        lazyConnect: true,
        connectTimeout: connectTimeoutMs,
        enableReadyCheck: false,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        // How and when is decided here.
        retryStrategy: () => null,
        autoResendUnfulfilledCommands: false,
      };
      // Loaded by those who need it only.
      const { Redis: Client } = await import('iovalkey');
      const opened = new Client(options);
      client = opened;
      opened.on('error', (error) => {
        cause = error;
      });
      opened.on('close', () => this.#lose(opened, cause ?? new Error('the connection was closed')));
      await opened.connect();
      await within(connectTimeoutMs, opened.ping());
      if (this.#isClosed) return opened.disconnect();
      this.#use(opened);
    } catch (error) {
      const failure = cause ?? error;
      if (isReply(failure, 'WRONGPASS', 'NOAUTH')) this.#options.forgetCredentials();
      client?.disconnect();
      this.#leaveOut(failure);
    }
  }

  #use(client: Redis): void {
    this.#client = client;
    this.#failures = 0;
    if (this.#isLeftOut !== false) this.#options.onChange(undefined);
    this.#isLeftOut = false;
  }

  #lose(client: Redis, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    client.disconnect();
    this.#leaveOut(error);
  }

  #leaveOut(error: unknown): void {
    if (this.#isClosed) return;
    this.#notBefore = performance.now() + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    if (this.#isLeftOut !== true) this.#options.onChange(error);
    this.#isLeftOut = true;
  }

  close(): void {
    this.#isClosed = true;
    this.#client?.disconnect();
    this.#client = undefined;
  }
}
