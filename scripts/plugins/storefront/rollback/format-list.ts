import { formatBytes } from '../plan/format-bytes.ts';
import { shorten } from '../plan/format-plan.ts';
import type { ListedArtifact } from './artifact-list.ts';

/** The list, for people. */
export const formatList = (artifacts: readonly ListedArtifact[]): string =>
  artifacts.length === 0
    ? 'No artefact has been uploaded yet.'
    : artifacts
        .map(({ sha256, uploadedAt, sizeBytes, live, lastMigration }) =>
          [
            shorten(sha256),
            `${uploadedAt.slice(0, 16).replace('T', ' ')} UTC`,
            formatBytes(sizeBytes).padStart(7),
            lastMigration ?? '',
            live ? '(live)' : '',
          ]
            .join('  ')
            .trimEnd(),
        )
        .join('\n');
