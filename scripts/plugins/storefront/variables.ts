import type { Artifact } from './artifact/artifact.ts';
import type { Context } from './context.ts';

const values: Readonly<Record<string, (artifact: Artifact) => string>> = {
  artifactKey: ({ key }) => key,
  artifactSha256: ({ sha256 }) => sha256,
  migrationsHash: ({ migrations }) => migrations.hash,
};

// Commands that deploy nothing of this working copy: they must work when it does not build.
const buildless = /^(remove|rollback|invoke|logs|info|metrics|deploy list|plugin|prune)/;
const notBuilt = '0'.repeat(64);

/** `${storefront:artifactKey}` and the others, for serverless.yml. */
export const createVariables = (context: Context) => ({
  storefront: {
    resolve: async ({ address }: { address?: string | null }) => {
      const read = values[address ?? ''];
      if (!read)
        return context.fail(
          `There is no variable \${storefront:${address ?? ''}}: there are ${Object.keys(values).join(', ')}.`,
          'UNKNOWN_VARIABLE',
        );
      if (buildless.test(context.serverless.processedInput.commands.join(' ')))
        return { value: notBuilt };
      return { value: read(await context.artifact()) };
    },
  },
});
