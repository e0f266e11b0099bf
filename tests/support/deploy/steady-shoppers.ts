export type SteadyShoppers = {
  readonly requests: () => number;
  /** What went wrong, a line each. */
  readonly failures: () => readonly string[];
  readonly stop: () => Promise<void>;
};

/** What each asks for in turn: a search that no cache holds, a page, the cart, and a thing in it. */
const visits: readonly ((origin: string, n: number) => Promise<Response>)[] = [
  (origin, n) => fetch(`${origin}/products?q=lamp-${n}`),
  (origin) => fetch(`${origin}/shop`),
  (origin, n) =>
    fetch(`${origin}/cart/items`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin,
        'x-forwarded-for': `10.1.${Math.floor(n / 250) % 250}.${n % 250}`,
      },
      body: new URLSearchParams({ variant_id: '1', quantity: '1' }),
    }),
  (origin) => fetch(`${origin}/readyz`),
];

/** Asks a shop all the time until told to stop; each next request waits for the one before. */
export const startSteadyShoppers = (origin: string, shoppers: number): SteadyShoppers => {
  let count = 0;
  let isOver = false;
  const failures: string[] = [];
  const shop = async (first: number): Promise<void> => {
    for (let turn = first; !isOver; turn += 1) {
      count += 1;
      const visit = visits[turn % visits.length];
      try {
        const response = await visit?.(origin, count);
        const text = await response?.text();
        if (!response || response.status >= 400) {
          failures.push(`${turn % visits.length}: ${response?.status} ${text?.slice(0, 200)}`);
        }
      } catch (error) {
        failures.push(`${turn % visits.length}: ${String(error)}`);
      }
    }
  };
  const running = Promise.all(Array.from({ length: shoppers }, (_, index) => shop(index)));
  return {
    requests: () => count,
    failures: () => failures,
    stop: async () => {
      isOver = true;
      await running;
    },
  };
};
