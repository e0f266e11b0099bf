const domain = '^storefront/(catalog|cart|checkout|orders|accounts|payments|mail|media)/';
const web = '^storefront/(routes/|views/|http/|browser/|app\\.tsx|server\\.ts)';

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      'no-circular',
      'Modules must not import each other in a circle.',
      {},
      { circular: true },
    ),
    forbid(
      'resolvable',
      'The imported file or package must be there.',
      {},
      { couldNotResolve: true },
    ),
    forbid(
      'no-orphans',
      'A module that nothing imports and that imports nothing is left over.',
      {
        orphan: true,
        pathNot: [
          '^tests/.*\\.test\\.tsx?$',
          '\\.d\\.ts$',
          '^storefront/browser/',
          '^scripts/[^/]+\\.ts$',
          '\\.cjs$',
        ],
      },
      {},
    ),
    forbid(
      'db-below-all',
      'storefront/db is the bottom layer: it imports nothing else of this project.',
      { path: '^storefront/db/' },
      { path: '^(storefront|handlers|scripts|tests)/', pathNot: '^storefront/db/' },
    ),
    forbid(
      'domain-below-web',
      'The domain knows nothing of requests, routes and pages.',
      { path: domain },
      { path: web },
    ),
    forbid(
      'views-for-routes',
      'Only routes and the app render pages.',
      {
        path: '^(storefront|handlers|scripts)/',
        pathNot: '^storefront/(routes/|views/|app\\.tsx)',
      },
      { path: '^storefront/views/' },
    ),
    forbid(
      'views-show-only',
      'A page shows what it is given: it asks no database and knows no route.',
      { path: '^storefront/views/' },
      { path: '^storefront/(routes/|db/(?!timestamp\\.ts)|app\\.tsx|server\\.ts)' },
    ),
    forbid(
      'handlers-below-web',
      'Handlers share the database and the domain with the storefront, not its pages.',
      { path: '^handlers/' },
      { path: web },
    ),
    forbid(
      'product-alone',
      'What is deployed imports neither scripts nor tests.',
      { path: '^(storefront|handlers)/' },
      { path: '^(scripts|tests)/' },
    ),
    forbid(
      'no-dev-packages',
      'What is deployed uses packages from dependencies only.',
      { path: '^(storefront|handlers)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg'] },
    ),
  ],
  options: {
    babelConfig: { fileName: 'scripts/setup/babel-imports-only.cjs' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
    },
  },
};
