const typescript = {
  parser: { syntax: 'typescript', tsx: true },
  target: 'es2024',
  transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
};

const project = (name, more = {}) => ({
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.{ts,tsx}`],
  testEnvironment: '<rootDir>/tests/support/tidy-environment.mjs',
  transform: {
    '\\.tsx?$': ['@swc/jest', { jsc: typescript, module: { type: 'es6' }, swcrc: false }],
  },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  ...more,
});

const onceAround = (name) => ({
  globalSetup: `<rootDir>/tests/support/${name}-global-setup.ts`,
  globalTeardown: `<rootDir>/tests/support/${name}-global-teardown.ts`,
});

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/tests/support/longest-first.mjs',
  // A limit for what hangs: on a busy machine a server may take a minute to start.
  testTimeout: 300_000,
  projects: [
    project('unit'),
    project('integration', onceAround('integration')),
    project('templates', onceAround('run-folder')),
    project('deploy'),
    project('resilience', onceAround('run-folder')),
    project('browser', onceAround('run-folder')),
  ],
};
