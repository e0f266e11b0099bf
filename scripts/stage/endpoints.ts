import { type FaultProxy, startFaultProxy, type Target } from './fault-proxy.ts';

export type EndpointName = 'writer' | 'reader';

export const at = (port: number): Target => ({ host: '127.0.0.1', port });

/** The addresses that the storefronts know, each leading to wherever it leads at the time. */
export type Endpoints = Readonly<Record<EndpointName | 'redis', FaultProxy>>;

export const startEndpoints = async (
  ports: Readonly<Record<keyof Endpoints, number>>,
): Promise<Endpoints> => ({
  writer: await startFaultProxy(at(ports.writer)),
  reader: await startFaultProxy(at(ports.reader)),
  redis: await startFaultProxy(at(ports.redis)),
});
