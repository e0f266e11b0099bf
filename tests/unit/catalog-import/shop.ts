import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ImportOptions,
  importCatalog,
} from '../../../storefront/catalog/import/import-catalog.ts';
import type { ImportReport } from '../../../storefront/catalog/import/import-report.ts';
import { migrate } from '../../../storefront/db/migrate.ts';
import { type Database, openDatabase } from '../../../storefront/db/open-database.ts';
import { folderMediaStore } from '../../../storefront/media/folder-media-store.ts';
import type { MediaStore } from '../../../storefront/media/media-store.ts';
import { createTempDir } from '../../support/temp-dir.ts';

export type Shop = {
  readonly database: Database;
  readonly media: MediaStore;
  /** Folder that import files and their pictures lie in. */
  readonly folder: string;
  readonly import: (
    content: string | Uint8Array,
    options?: Partial<ImportOptions>,
  ) => Promise<ImportReport>;
};

/** A shop around a migrated database, with folders of its own. */
export const openShop = (database: Database, folder: string): Shop => {
  const media = folderMediaStore(join(folder, 'store'));
  return {
    database,
    media,
    folder,
    import: (content, options = {}) => {
      const file = join(folder, 'products.csv');
      writeFileSync(file, content);
      return importCatalog({ database, media, currency: 'USD', file, ...options });
    },
  };
};

export const openEmbeddedShop = async (): Promise<Shop & { close: () => Promise<void> }> => {
  const temp = createTempDir();
  const database = openDatabase({ url: { kind: 'sqlite', file: join(temp.path, 'shop.db') } });
  await migrate(database);
  return {
    ...openShop(database, temp.path),
    close: async () => {
      await database.close();
      temp.remove();
    },
  };
};

/** Lines of a CSV file; each line is written as it stands. */
export const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
