const typescript = {
  parser: { syntax: 'typescript', tsx: true },
  target: 'es2024',
  transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
};

const project = (name, more = {}) => ({
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.{ts,tsx}`],
  testEnvironment: 'node',
  transform: { '\\.tsx?$': ['@swc/jest', { jsc: typescript, module: { type: 'es6' }, swcrc: false }] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  ...more,
});

export default {
  maxWorkers: 2,
  projects: [
    project('unit'),
    project('integration', {
      globalSetup: '<rootDir>/tests/support/integration-global-setup.ts',
      globalTeardown: '<rootDir>/tests/support/integration-global-teardown.ts',
    }),
    project('browser'),
  ],
};
