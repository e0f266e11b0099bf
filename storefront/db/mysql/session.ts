import type { Socket } from 'node:net';
import type { Connection, QueryError } from 'mysql2';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import { toUnavailable } from './connection-errors.ts';

export type SessionOptions = {
  /** The name of the endpoint, for errors. */
  readonly endpoint: string;
  /** After this long without an answer a statement fails and its connection is gone. */
  readonly statementTimeoutMs: number | undefined;
  /** Called whenever the server has answered anything. */
  readonly onAnswer: () => void;
};

const quitTimeoutMs = 1_000;

/** One connection to a MySQL server. Whoever destroys it ends the statement that is under way. */
export class Session {
  readonly openedAt = performance.now();
  /** Resolves when its socket is closed. */
  readonly closed: Promise<void>;
  readonly #raw: Connection;
  readonly #socket: Socket;
  readonly #options: SessionOptions;
  #broken: DatabaseUnavailable | undefined;
  #failStatement: (error: DatabaseUnavailable) => void = () => {};

  constructor(raw: Connection, socket: Socket, options: SessionOptions) {
    this.#raw = raw;
    this.#socket = socket;
    this.#options = options;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    raw.on('error', (error) => this.#break(error));
    socket.once('close', () => this.#break(undefined));
  }

  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  #break(error: unknown): void {
    this.destroy(
      toUnavailable(this.#options.endpoint, error) ??
        new DatabaseUnavailable(this.#options.endpoint, 'lost', { cause: error }),
    );
  }

  /**
   * Runs one statement; the next one only after its end.
   * @throws DatabaseUnavailable when the connection did not outlive it, else the server's error.
   */
  async query(sql: string, parameters: readonly unknown[] = []): Promise<unknown> {
    const { endpoint, statementTimeoutMs, onAnswer } = this.#options;
    if (this.#broken) throw this.#broken;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.#failStatement = reject;
        if (statementTimeoutMs !== undefined) {
          timer = setTimeout(
            () => this.destroy(new DatabaseUnavailable(endpoint, 'too-slow')),
            statementTimeoutMs,
          );
        }
        this.#raw.query(sql, [...parameters], (error: QueryError | null, result: unknown) => {
          // Of errors, only the server's own have an SQL state.
          if (!error || 'sqlState' in error) onAnswer();
          if (error) reject(error);
          else resolve(result);
        });
      });
    } catch (error) {
      const unavailable = toUnavailable(endpoint, error);
      if (!unavailable) throw error;
      this.destroy(unavailable);
      throw unavailable;
    } finally {
      clearTimeout(timer);
      this.#failStatement = () => {};
    }
  }

  /** Cuts the connection: its statement fails with this error, and so does every later one. */
  destroy(error: DatabaseUnavailable): void {
    if (this.#broken) return;
    this.#broken = error;
    this.#failStatement(error);
    this.#socket.destroy();
  }

  /** Takes leave of the server, and cuts the connection when that takes too long. */
  async end(): Promise<void> {
    if (this.#broken) return;
    const timer = setTimeout(() => this.#socket.destroy(), quitTimeoutMs);
    this.#broken = new DatabaseUnavailable(this.#options.endpoint, 'lost');
    this.#raw.end();
    await this.closed;
    clearTimeout(timer);
  }
}
