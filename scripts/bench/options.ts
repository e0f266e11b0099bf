import { parseArgs } from 'node:util';

const help = `usage: npm run bench [-- OPTION …]

Measures the built storefront in its production configuration. Each kind of page runs beside a
bare node:http server, also one process, that answers with the same bytes; what travels between
machines is the ratio. So is placing an order measured beside its own SQL statements, run by the
bare driver, on an SQLite file and on a private MariaDB. A journey is a guest who looks around and
buys over HTTP, from the home page to the page of the order.

  --seconds N       length of one run (default 5)
  --rounds N        runs of each, shop and bare in turn (default 3)
  --connections N   that ask for pages (default 16)
  --products N      size of the catalog (default 20000)
  --orders N        orders of one run (default 300)
  --clients N       journeys at a time (default 8)
  --only TEXT       only what has TEXT in its name: a page, 'page queries', 'orders, sqlite',
                    'orders, mariadb', 'orders, mariadb, 8 at a time', 'journey'
  --json            one JSON document on standard output
  --help
`;

export type BenchOptions = {
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly products: number;
  readonly orders: number;
  readonly clients: number;
  /** Whether what is called so is to be measured. */
  readonly wants: (name: string) => boolean;
  readonly json: boolean;
};

/** Reads the command line; with --help it prints the help and ends. */
export const readOptions = (): BenchOptions => {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '16' },
      products: { type: 'string', default: '20000' },
      orders: { type: 'string', default: '300' },
      clients: { type: 'string', default: '8' },
      only: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const wrong = (
    ['seconds', 'rounds', 'connections', 'products', 'orders', 'clients'] as const
  ).find((name) => !/^[1-9]\d{0,6}$/.test(values[name]));
  if (wrong) {
    console.error(`--${wrong} must be a whole number above 0, not ${values[wrong]}`);
    process.exit(2);
  }
  return {
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    connections: Number(values.connections),
    products: Number(values.products),
    orders: Number(values.orders),
    clients: Number(values.clients),
    wants: (name) => name.includes(values.only),
    json: values.json,
  };
};
