import type { Dialect } from 'kysely';
import { Credentials, type CredentialsOptions } from './credentials.ts';
import { Endpoint, type EndpointName, type Limits } from './endpoint.ts';
import { mysqlDialect } from './mysql-dialect.ts';
import { probeReader, probeWriter } from './probes.ts';
import type { Health } from './pulse.ts';

export type MysqlLimits = Omit<Limits, 'ca'> & {
  readonly poolSize: number;
  readonly readerPoolSize: number;
};

export type WatchOptions = {
  /** A server that answers nothing at all for this long is taken for gone. */
  readonly answerTimeoutMs: number;
  readonly readerMaxLagMs: number;
  readonly onChange: (name: EndpointName, health: Health) => void;
};

export type MysqlOptions = {
  readonly credentials: CredentialsOptions;
  readonly ca: string;
  readonly limits: MysqlLimits;
  readonly watch?: WatchOptions | undefined;
};

/** The two ways to a MySQL database, which are one where there is no reader. */
export type OpenMysql = {
  readonly writer: Endpoint;
  readonly reader: Endpoint;
  readonly writerDialect: Dialect;
  readonly readerDialect: Dialect;
  readonly close: () => Promise<void>;
};

export const openMysql = ({ credentials: source, ca, limits, watch }: MysqlOptions): OpenMysql => {
  const credentials = new Credentials(source);
  const open = (name: EndpointName, poolSize: number, probe: typeof probeWriter) =>
    new Endpoint({
      ...limits,
      ca,
      name,
      poolSize,
      credentials,
      ...(watch ? { watch: { ...watch, probe } } : {}),
    });
  const writer = open('writer', limits.poolSize, probeWriter);
  const reader = credentials.current.reader
    ? open('reader', limits.readerPoolSize, probeReader(watch?.readerMaxLagMs ?? 0))
    : writer;
  const readerRoute = () => {
    if (reader === writer) return [writer];
    // A reader that is behind is better than nothing, which is what a writer that is gone would say.
    return reader.isWell ? [reader, writer] : [writer, reader];
  };
  const close = async () => {
    await Promise.all([writer.close(), reader.close()]);
  };
  return {
    writer,
    reader,
    writerDialect: mysqlDialect(() => [writer], close),
    readerDialect: mysqlDialect(readerRoute, close),
    close,
  };
};
