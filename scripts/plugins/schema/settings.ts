/** What serverless.yml may set below `provider`. */
export const providerSettings = [
  'name',
  'profile',
  'region',
  'stage',
  'stackName',
  'stackPolicy',
  'stackTags',
  'tags',
  'deploymentBucket',
  'architecture',
  'runtime',
  'memorySize',
  'timeout',
  'logRetentionInDays',
  'versionFunctions',
];

/** What it may set of a function. */
export const functionSettings = [
  'name',
  'description',
  'handler',
  'role',
  'architecture',
  'runtime',
  'memorySize',
  'ephemeralStorageSize',
  'timeout',
  'reservedConcurrency',
  'maximumEventAge',
  'maximumRetryAttempts',
  'destinations',
  'environment',
  'vpc',
  'tags',
];
