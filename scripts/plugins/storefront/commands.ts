const json = { usage: 'As JSON, on standard output', type: 'boolean' };

/** The commands this plugin adds to `sls`. */
export const commands = {
  'storefront-plan': {
    usage: 'Show what a deploy would do to the storefront',
    lifecycleEvents: ['plan'],
    options: { json },
  },
  'rollback-storefront': {
    usage: 'Go back to an earlier version of the storefront',
    lifecycleEvents: ['rollback'],
    options: {
      to: {
        usage: 'Beginning of the hash to go back to (default: the one deployed before)',
        type: 'string',
      },
      list: { usage: 'Only list what there is', type: 'boolean' },
      'dry-run': { usage: 'Say what would be done, and change nothing', type: 'boolean' },
      json,
    },
  },
};
