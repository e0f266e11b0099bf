import type { SqlFlavor } from '../sql-flavor.ts';

export const catalog = ({ columns: c, searchTable }: SqlFlavor): readonly string[] => [
  `create table brands (
    ${c.id},
    ${c.key('handle', 191, 'not null')},
    ${c.key('name', 120, 'not null')},
    constraint brands_handle unique (handle),
    constraint brands_name unique (name)
  ) ${c.table}`,

  `create table categories (
    ${c.id},
    ${c.bigint('parent_id')},
    ${c.key('handle', 191, 'not null')},
    ${c.key('name', 120, 'not null')},
    ${c.integer('position', 'not null default 0')},
    constraint categories_handle unique (handle),
    constraint categories_name unique (name),
    constraint categories_parent foreign key (parent_id) references categories (id)
  ) ${c.table}`,
  // The root holds every published product, so that "all products" is a category like any other.
  `insert into categories (id, parent_id, handle, name) values (1, null, 'all', 'All products')`,

  `create table products (
    ${c.id},
    ${c.key('handle', 191, 'not null')},
    ${c.string('title', 255, 'not null')},
    ${c.string('title_sort', 255, 'not null')},
    ${c.text('description_html', 'not null')},
    ${c.bigint('brand_id')},
    ${c.key('status', 16, 'not null')},
    ${c.flag('featured', 'not null default 0')},
    ${c.string('keywords', 1000, "not null default ''")},
    ${c.string('option1_name', 60, "not null default ''")},
    ${c.string('option2_name', 60, "not null default ''")},
    ${c.string('option3_name', 60, "not null default ''")},
    ${c.string('seo_title', 255, "not null default ''")},
    ${c.string('seo_description', 500, "not null default ''")},
    ${c.timestamp('published_at', 'not null')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    constraint products_handle unique (handle),
    constraint products_brand foreign key (brand_id) references brands (id),
    constraint products_status check (status in ('draft', 'published'))
  ) ${c.table}`,
  'create index products_by_brand on products (brand_id)',

  `create table product_images (
    ${c.id},
    ${c.bigint('product_id', 'not null')},
    ${c.integer('position', 'not null')},
    ${c.string('media_path', 191)},
    ${c.string('source_url', 1000)},
    ${c.string('alt', 500, "not null default ''")},
    constraint product_images_position unique (product_id, position),
    constraint product_images_product foreign key (product_id) references products (id) on delete cascade
  ) ${c.table}`,

  `create table product_variants (
    ${c.id},
    ${c.bigint('product_id', 'not null')},
    ${c.integer('position', 'not null')},
    ${c.key('sku', 120)},
    ${c.key('option1', 120, "not null default ''")},
    ${c.key('option2', 120, "not null default ''")},
    ${c.key('option3', 120, "not null default ''")},
    ${c.bigint('price_minor', 'not null')},
    ${c.bigint('compare_at_minor')},
    ${c.integer('stock', 'not null default 0')},
    ${c.integer('weight_grams')},
    ${c.string('barcode', 60, "not null default ''")},
    ${c.integer('image_position')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    constraint product_variants_sku unique (sku),
    constraint product_variants_options unique (product_id, option1, option2, option3),
    constraint product_variants_product foreign key (product_id) references products (id) on delete cascade,
    constraint product_variants_price check (price_minor >= 0),
    constraint product_variants_compare_at check (compare_at_minor >= 0),
    constraint product_variants_stock check (stock >= 0)
  ) ${c.table}`,

  `create table product_categories (
    ${c.bigint('product_id', 'not null')},
    ${c.bigint('category_id', 'not null')},
    ${c.integer('position', 'not null')},
    primary key (product_id, category_id),
    constraint product_categories_product foreign key (product_id) references products (id) on delete cascade,
    constraint product_categories_category foreign key (category_id) references categories (id)
  ) ${c.table}`,
  'create index product_categories_by_category on product_categories (category_id)',

  // What lists, facets and search filter and sort by: a row for each published product in the root
  // and in each of its categories, derived from the tables above by refreshListings.
  `create table catalog_listings (
    ${c.bigint('category_id', 'not null')},
    ${c.bigint('product_id', 'not null')},
    ${c.bigint('brand_id')},
    ${c.bigint('price_minor', 'not null')},
    ${c.bigint('price_max_minor', 'not null')},
    ${c.bigint('compare_at_minor')},
    ${c.flag('in_stock', 'not null')},
    ${c.flag('featured', 'not null')},
    ${c.timestamp('published_at', 'not null')},
    ${c.string('title_sort', 255, 'not null')},
    primary key (category_id, product_id),
    constraint catalog_listings_category foreign key (category_id) references categories (id),
    constraint catalog_listings_product foreign key (product_id) references products (id) on delete cascade
  ) ${c.table}`,
  'create index catalog_listings_by_product on catalog_listings (product_id)',
  'create index catalog_listings_newest on catalog_listings (category_id, published_at, product_id, brand_id, price_minor, in_stock)',
  'create index catalog_listings_price on catalog_listings (category_id, price_minor, product_id, brand_id, in_stock)',
  'create index catalog_listings_title on catalog_listings (category_id, title_sort, product_id, brand_id, price_minor, in_stock)',
  'create index catalog_listings_featured on catalog_listings (category_id, featured, published_at, product_id, brand_id, price_minor, in_stock)',
  'create index catalog_listings_brand on catalog_listings (category_id, brand_id, published_at, product_id, price_minor, in_stock)',

  searchTable,
];
