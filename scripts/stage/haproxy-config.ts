export type Storefront = { readonly name: string; readonly port: number };

export type HaproxyOptions = {
  /** Path of the socket by which it is told to take servers in and out. */
  readonly socket: string;
  /** Where shoppers come in, as through CloudFront. */
  readonly shopPort: number;
  /** The load balancer itself, which lets nobody in without the secret header. */
  readonly balancerPort: number;
  /** Its listener for plain HTTP where there is a domain. */
  readonly redirectPort: number;
  readonly originSecret: string;
  readonly storefronts: readonly Storefront[];
};

/** Backends: one as health checks see it, one for when they have given every target up. */
export const backends = ['storefronts', 'storefronts-failing-open'] as const;

const backend = (name: string, storefronts: readonly Storefront[], options: string): string => `
backend ${name}
  balance leastconn
  option httpchk
  http-check send meth GET uri /healthz ver HTTP/1.1 hdr host 127.0.0.1
  http-check expect status 200
  http-response set-var(txn.answered) bool(true)
  http-after-response set-status 502 if { status 503 } !{ var(txn.answered) -m bool } { nbsrv gt 0 }
  http-after-response set-header x-stage-storefront %[srv_name]
${storefronts.map(({ name: server, port }) => `  server ${server} 127.0.0.1:${port}${options}`).join('\n')}
`;

const healthCheck = ' check inter 1s fastinter 250ms downinter 250ms fall 3 rise 2';

/**
 * haproxy as an Application Load Balancer: least outstanding requests, no second try, 502 for a
 * target that refuses or hangs up, all targets when none is healthy. It differs in its health
 * checks, which find out within 1.5 s what takes 30 by resources/load-balancer.yml.
 */
export const buildHaproxyConfig = (options: HaproxyOptions): string => {
  const { socket, shopPort, balancerPort, redirectPort, originSecret, storefronts } = options;
  const [healthy, failingOpen] = backends;
  const toTargets = `
  option forwardfor
  use_backend ${failingOpen} if { nbsrv(${healthy}) eq 0 }
  default_backend ${healthy}`;
  return `global
  stats socket unix@${socket} mode 600 level admin
  maxconn 4000

defaults
  mode http
  timeout connect 10s
  timeout client 60s
  timeout server 60s
  timeout http-keep-alive 60s
  timeout http-request 60s
  timeout check 500ms
  retries 0
  no option redispatch
  http-reuse always

frontend cloudfront
  bind 127.0.0.1:${shopPort}
  http-request set-header x-origin-secret ${originSecret}
  http-request set-header cloudfront-viewer-address %[src]:%[src_port]${toTargets}

frontend load-balancer
  bind 127.0.0.1:${balancerPort}
  http-request return status 403 content-type text/plain string Forbidden unless { req.hdr(x-origin-secret) -m str ${originSecret} }${toTargets}

frontend plain-http
  bind 127.0.0.1:${redirectPort}
  http-request redirect scheme https code 301
${backend(healthy, storefronts, healthCheck)}${backend(failingOpen, storefronts, '')}`;
};
