/** Resources of the stack that this plugin looks at, by their names in the template. */
export const logicalIds = {
  group: 'StorefrontGroup',
  launchTemplate: 'StorefrontLaunchTemplate',
  staticBucket: 'StaticBucket',
  migration: 'DatabaseMigration',
  loadBalancer: 'LoadBalancer',
  database: 'Database',
} as const;
