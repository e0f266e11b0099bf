import { transform } from './transform.ts';
import type { WebRequest } from './web-request.ts';

export type ManagedRule = {
  readonly name: string;
  readonly label: string;
  readonly matches: (request: WebRequest) => boolean;
};

const decode = (text: string): string => transform('URL_DECODE', text);

const rule = (
  namespace: string,
  name: string,
  label: string,
  matches: ManagedRule['matches'],
): ManagedRule => ({ name, label: `awswaf:managed:aws:${namespace}:${label}`, matches });

const parts = [
  ['QUERYARGUMENTS', 'QueryArguments', ({ query }: WebRequest) => decode(query)],
  ['BODY', 'Body', ({ body }: WebRequest) => decode(body.slice(0, 16_384))],
  ['URIPATH', 'URIPath', ({ path }: WebRequest) => decode(path)],
  ['COOKIE', 'Cookie', ({ headers }: WebRequest) => decode(headers['cookie'] ?? '')],
] as const;

/** One rule for each part of a request that the manual names for it. */
const overParts = (
  namespace: string,
  name: string,
  pattern: RegExp,
  names: readonly (typeof parts)[number][0][] = ['QUERYARGUMENTS', 'BODY', 'URIPATH'],
): readonly ManagedRule[] =>
  parts
    .filter(([part]) => names.includes(part))
    .map(([part, label, read]) =>
      rule(namespace, `${name}_${part}`, `${name}_${label}`, (request) =>
        pattern.test(read(request)),
      ),
    );

const everywhere = ['QUERYARGUMENTS', 'BODY', 'URIPATH', 'COOKIE'] as const;
const core = 'core-rule-set';
const sql = 'sql-database';
const inputs = 'known-bad-inputs';
const longerThan = (limit: number, text: string) => Buffer.byteLength(text) > limit;

/**
 * What AWS's groups do, by what their manual says of each rule: its sizes, its paths and its examples.
 * Their real patterns are secret and many more.
 */
export const managedGroups: Readonly<Record<string, readonly ManagedRule[]>> = {
  AWSManagedRulesCommonRuleSet: [
    rule(core, 'NoUserAgent_HEADER', 'NoUserAgent_Header', ({ headers }) => !headers['user-agent']),
    rule(core, 'UserAgent_BadBots_HEADER', 'BadBots_Header', ({ headers }) =>
      /nessus|nmap/i.test(headers['user-agent'] ?? ''),
    ),
    rule(core, 'SizeRestrictions_QUERYSTRING', 'SizeRestrictions_QueryString', ({ query }) =>
      longerThan(2048, query),
    ),
    rule(core, 'SizeRestrictions_Cookie_HEADER', 'SizeRestrictions_Cookie_Header', ({ headers }) =>
      longerThan(10_240, headers['cookie'] ?? ''),
    ),
    rule(core, 'SizeRestrictions_BODY', 'SizeRestrictions_Body', ({ body }) =>
      longerThan(8192, body),
    ),
    rule(core, 'SizeRestrictions_URIPATH', 'SizeRestrictions_URIPath', ({ path }) =>
      longerThan(1024, path),
    ),
    ...overParts(core, 'EC2MetaDataSSRF', /169\.254\.169\.254/, everywhere),
    ...overParts(core, 'GenericLFI', /\.\.\/\.\.\//),
    ...overParts(core, 'RestrictedExtensions', /\.(log|ini)$/, ['QUERYARGUMENTS', 'URIPATH']),
    ...overParts(core, 'GenericRFI', /:\/\/\d{1,3}(\.\d{1,3}){3}/),
    ...overParts(core, 'CrossSiteScripting', /<script/i, everywhere),
  ],
  AWSManagedRulesSQLiRuleSet: [
    ...overParts(sql, 'SQLi', /'\s*or\s+\d+\s*=\s*\d+|union\s+select/i, everywhere),
    ...overParts(sql, 'SQLiExtendedPatterns', /waitfor\s+delay|benchmark\s*\(/i, [
      'QUERYARGUMENTS',
      'BODY',
    ]),
  ],
  AWSManagedRulesKnownBadInputsRuleSet: [
    ...overParts(inputs, 'JavaDeserializationRCE', /java\.lang\.Runtime/),
    ...overParts(inputs, 'Log4JRCE', /\$\{jndi:/i),
    rule(inputs, 'Log4JRCE_HEADER', 'Log4JRCE_Header', ({ headers }) =>
      Object.values(headers).some((value) => /\$\{jndi:/i.test(value)),
    ),
    rule(inputs, 'Host_localhost_HEADER', 'Host_Localhost_Header', ({ headers }) =>
      /^localhost/.test(headers['host'] ?? ''),
    ),
    rule(inputs, 'PROPFIND_METHOD', 'Propfind_Method', ({ method }) => method === 'PROPFIND'),
    rule(inputs, 'ExploitablePaths_URIPATH', 'ExploitablePaths_URIPath', ({ path }) =>
      /web-inf/i.test(decode(path)),
    ),
  ],
  AWSManagedRulesLinuxRuleSet: overParts('linux-os', 'LFI', /\/(proc\/version|etc\/passwd)/, [
    'QUERYARGUMENTS',
    'URIPATH',
    'COOKIE',
  ]),
  AWSManagedRulesAdminProtectionRuleSet: [
    rule('admin-protection', 'AdminProtection_URIPATH', 'AdminProtection_URIPath', ({ path }) =>
      /^\/(admin|sqlmanager|phpmyadmin)(\/|$)/i.test(decode(path)),
    ),
  ],
  AWSManagedRulesAnonymousIpList: [
    rule(
      'anonymous-ip-list',
      'AnonymousIPList',
      'AnonymousIPList',
      ({ source }) => source === 'anonymous',
    ),
    rule(
      'anonymous-ip-list',
      'HostingProviderIPList',
      'HostingProviderIPList',
      ({ source }) => source === 'hosting',
    ),
  ],
};
