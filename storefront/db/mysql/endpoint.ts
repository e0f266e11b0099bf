import { DatabaseUnavailable, type UnavailableReason } from '../database-unavailable.ts';
import { type ConnectOptions, connect } from './connect.ts';
import type { Credentials } from './credentials.ts';
import { Pool, type PoolLimits } from './pool.ts';
import { type Health, Pulse } from './pulse.ts';
import type { Session } from './session.ts';

export type EndpointName = 'writer' | 'reader';

export type Limits = Omit<PoolLimits, 'size'> &
  Pick<ConnectOptions, 'ca' | 'connectTimeoutMs' | 'statementTimeoutMs'>;

export type EndpointOptions = Limits & {
  readonly name: EndpointName;
  readonly poolSize: number;
  readonly credentials: Credentials;
  /** Undefined: nobody watches it, and it counts as well. */
  readonly watch?: {
    readonly probe: (session: Session) => Promise<Health>;
    readonly answerTimeoutMs: number;
    readonly onChange: (name: EndpointName, health: Health) => void;
  };
};

const pulseEveryMs = 200;

/** After these the server itself answers: connections that are open may well be used. */
const answered: readonly (UnavailableReason | 'lagging' | 'no-heartbeat')[] = [
  'access-denied',
  'failed',
  'lagging',
  'no-heartbeat',
  'too-many-connections',
];

/** The writer or the reader: its pool, and what is known of its health. */
export class Endpoint {
  readonly name: EndpointName;
  readonly #options: EndpointOptions;
  readonly #pool: Pool<Session>;
  readonly #pulse: Pulse | undefined;
  #health: Health = { state: 'unknown' };
  #lastAnswerAt = Number.NEGATIVE_INFINITY;
  #firstHealth = Promise.withResolvers<void>();

  constructor(options: EndpointOptions) {
    const { name, poolSize, credentials, watch } = options;
    this.name = name;
    this.#options = options;
    this.#pool = new Pool({
      ...options,
      endpoint: name,
      size: poolSize,
      open: (signal) =>
        this.#open(signal).catch((error) => {
          this.#pulse?.hurry();
          throw error;
        }),
    });
    credentials.onChange(() => {
      this.#pool.renew();
      this.#pulse?.renew();
    });
    this.#pulse =
      watch &&
      new Pulse({
        ...watch,
        endpoint: name,
        open: (signal) => this.#open(signal),
        // While a password is fetched, it is not the server that keeps silent.
        lastAnswerAt: () => (credentials.isRenewing ? performance.now() : this.#lastAnswerAt),
        connectTimeoutMs: options.connectTimeoutMs,
        everyMs: pulseEveryMs,
        onHealth: (health) => this.#setHealth(health),
      });
  }

  async #open(signal: AbortSignal): Promise<Session> {
    const { credentials, name } = this.#options;
    const endpoints = credentials.current;
    const options = {
      ...this.#options,
      endpoint: name,
      onAnswer: () => {
        this.#lastAnswerAt = performance.now();
      },
    };
    try {
      return await connect(endpoints[name] ?? endpoints.writer, options, signal);
    } catch (error) {
      const isDenied = error instanceof DatabaseUnavailable && error.reason === 'access-denied';
      if (!isDenied || !(await credentials.renew(endpoints))) throw error;
      options.onAnswer();
      const renewed = credentials.current;
      return connect(renewed[name] ?? renewed.writer, options, signal);
    }
  }

  #setHealth(health: Health): void {
    const before = this.#health;
    this.#health = health;
    this.#firstHealth.resolve();
    if (health.state === 'out' && !answered.includes(health.reason)) {
      if (health.reason === 'no-answer') this.#pool.abandon(this.#outError(health));
      else this.#pool.renew();
    }
    const reasonOf = (of: Health) => (of.state === 'out' ? of.reason : undefined);
    const isChange = before.state !== health.state || reasonOf(before) !== reasonOf(health);
    if (isChange) this.#options.watch?.onChange(this.name, health);
  }

  #outError({ reason, error }: Extract<Health, { state: 'out' }>): DatabaseUnavailable {
    const known = reason === 'lagging' || reason === 'no-heartbeat' ? 'failed' : reason;
    return new DatabaseUnavailable(this.name, known, { cause: error?.cause });
  }

  /** False when it is known to be away, or behind. */
  get isWell(): boolean {
    return this.#health.state !== 'out';
  }

  /** What is known of it, as soon as anything is. */
  async findHealth(): Promise<Health> {
    if (this.#pulse) await this.#firstHealth.promise;
    return this.#health;
  }

  get lagMs(): number | undefined {
    return this.#health.state === 'unknown' ? undefined : this.#health.lagMs;
  }

  takePeakWaiting(): number {
    return this.#pool.takePeakWaiting();
  }

  /** @throws DatabaseUnavailable at once when the endpoint is known to be away. */
  async acquire(): Promise<Session> {
    const health = this.#health;
    if (health.state === 'out' && !answered.includes(health.reason)) throw this.#outError(health);
    return this.#pool.acquire();
  }

  release(session: Session): void {
    this.#pool.release(session);
  }

  /** Learns from what a statement has met. */
  notice({ reason }: DatabaseUnavailable): void {
    if (reason !== 'read-only' && reason !== 'lost') return;
    // Its other connections lead to the same server, which has become a reader or is gone.
    this.#pool.renew();
    this.#pulse?.hurry();
  }

  async close(): Promise<void> {
    await Promise.all([this.#pulse?.stop(), this.#pool.close()]);
  }
}
