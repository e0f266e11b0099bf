import type { SqlFlavor } from '../sql-flavor.ts';

/** What an import holds ready until one transaction puts it in place. */
export const catalogImport = ({ columns: c }: SqlFlavor): readonly string[] => [
  // `running` is 1 or null: its unique key lets one import run at a time.
  `create table catalog_imports (
    ${c.id},
    ${c.string('file_name', 255, 'not null')},
    ${c.string('state', 16, 'not null')},
    ${c.flag('running')},
    ${c.bigint('products', 'not null default 0')},
    ${c.bigint('created', 'not null default 0')},
    ${c.bigint('updated', 'not null default 0')},
    ${c.bigint('unchanged', 'not null default 0')},
    ${c.timestamp('started_at', 'not null')},
    ${c.timestamp('heartbeat_at', 'not null')},
    ${c.timestamp('finished_at')},
    constraint catalog_imports_running unique (running),
    constraint catalog_imports_state check (state in ('running', 'done', 'failed'))
  ) ${c.table}`,

  `create table import_products (
    ${c.bigint('import_id', 'not null')},
    ${c.integer('position', 'not null')},
    ${c.bigint('product_id')},
    ${c.string('handle', 191, 'not null')},
    ${c.string('title', 255, 'not null')},
    ${c.string('title_sort', 255, 'not null')},
    ${c.text('description_html', 'not null')},
    ${c.string('brand_handle', 191)},
    ${c.string('brand_name', 120)},
    ${c.string('status', 16, 'not null')},
    ${c.flag('featured', 'not null')},
    ${c.string('keywords', 1000, 'not null')},
    ${c.string('option1_name', 60, 'not null')},
    ${c.string('option2_name', 60, 'not null')},
    ${c.string('option3_name', 60, 'not null')},
    ${c.string('seo_title', 255, 'not null')},
    ${c.string('seo_description', 500, 'not null')},
    ${c.timestamp('published_at', 'not null')},
    primary key (import_id, position),
    constraint import_products_handle unique (import_id, handle)
  ) ${c.table}`,
  'create index import_products_by_product on import_products (import_id, product_id)',

  `create table import_variants (
    ${c.bigint('import_id', 'not null')},
    ${c.integer('product_position', 'not null')},
    ${c.integer('position', 'not null')},
    ${c.bigint('variant_id')},
    ${c.string('sku', 120)},
    ${c.string('option1', 120, 'not null')},
    ${c.string('option2', 120, 'not null')},
    ${c.string('option3', 120, 'not null')},
    ${c.bigint('price_minor', 'not null')},
    ${c.bigint('compare_at_minor')},
    ${c.integer('stock')},
    ${c.integer('weight_grams')},
    ${c.string('barcode', 60, 'not null')},
    ${c.integer('image_position')},
    primary key (import_id, product_position, position)
  ) ${c.table}`,

  `create table import_images (
    ${c.bigint('import_id', 'not null')},
    ${c.integer('product_position', 'not null')},
    ${c.integer('position', 'not null')},
    ${c.string('media_path', 191)},
    ${c.string('source_url', 1000)},
    ${c.string('alt', 500, 'not null')},
    primary key (import_id, product_position, position)
  ) ${c.table}`,

  `create table import_categories (
    ${c.bigint('import_id', 'not null')},
    ${c.integer('product_position', 'not null')},
    ${c.integer('position', 'not null')},
    ${c.bigint('category_id')},
    ${c.string('handle', 191, 'not null')},
    ${c.string('name', 120, 'not null')},
    primary key (import_id, product_position, position)
  ) ${c.table}`,
];
