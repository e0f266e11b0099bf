/** In this order, the first whose routes are meant by the pattern of a path. */
const groups = {
  home: /^\/(shop|offers\.html)?$/,
  products: /^\/products$/,
  product: /^\/products\//,
  search: /^\/search\//,
  cart: /^\/cart(\/|$)/,
  checkout: /^\/checkout(\/|$)/,
  orders: /^\/(account\/)?orders(\/|$)/,
  payment: /^\/webhooks\//,
  account: /^\/(account|login|logout|register|forgot-password|reset-password)(\/|$)/,
} as const;

export type RouteGroup = keyof typeof groups | 'other';

/** Every value of the dimension `Route`: few, because CloudWatch asks money for each. */
export const routeGroups: readonly RouteGroup[] = [
  ...(Object.keys(groups) as (keyof typeof groups)[]),
  'other',
];

/** What a route counts under. @param route the pattern of the path, never a path itself */
export const toRouteGroup = (route: string | undefined): RouteGroup =>
  route === undefined
    ? 'other'
    : (routeGroups.find((group) => group !== 'other' && groups[group].test(route)) ?? 'other');
