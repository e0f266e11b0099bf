/**
 * Headers of every answer, set on the server before any route runs, so that no route can miss them.
 * @param formTargets other origins that a form's answer may send the browser to: payment pages.
 * Referrer policy: with `no-referrer` browsers would send `Origin: null` on forms.
 */
export const securityHeaders = (
  publicOrigin: string | undefined,
  formTargets: readonly string[] = [],
): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
    "img-src 'self'",
    "manifest-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  ...(publicOrigin?.startsWith('https:')
    ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : {}),
});
