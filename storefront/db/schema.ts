import type { Generated } from 'kysely';
import type { Timestamp } from './timestamp.ts';

type Flag = 0 | 1;

type BrandsTable = {
  id: Generated<number>;
  handle: string;
  name: string;
};

type CategoriesTable = {
  id: Generated<number>;
  parent_id: number | null;
  handle: string;
  name: string;
  position: Generated<number>;
};

type ProductsTable = {
  id: Generated<number>;
  handle: string;
  title: string;
  title_sort: string;
  description_html: string;
  brand_id: number | null;
  status: string;
  featured: Generated<Flag>;
  keywords: Generated<string>;
  option1_name: Generated<string>;
  option2_name: Generated<string>;
  option3_name: Generated<string>;
  seo_title: Generated<string>;
  seo_description: Generated<string>;
  published_at: Timestamp;
  created_at: Timestamp;
  updated_at: Timestamp;
};

type ProductImagesTable = {
  id: Generated<number>;
  product_id: number;
  position: number;
  media_path: string | null;
  source_url: string | null;
  alt: Generated<string>;
};

type ProductVariantsTable = {
  id: Generated<number>;
  product_id: number;
  position: number;
  sku: string | null;
  option1: Generated<string>;
  option2: Generated<string>;
  option3: Generated<string>;
  price_minor: number;
  compare_at_minor: number | null;
  stock: Generated<number>;
  weight_grams: number | null;
  barcode: Generated<string>;
  image_position: number | null;
  created_at: Timestamp;
  updated_at: Timestamp;
};

type ProductCategoriesTable = {
  product_id: number;
  category_id: number;
  position: number;
};

type CatalogListingsTable = {
  category_id: number;
  product_id: number;
  brand_id: number | null;
  price_minor: number;
  price_max_minor: number;
  compare_at_minor: number | null;
  in_stock: Flag;
  featured: Flag;
  published_at: Timestamp;
  title_sort: string;
};

type UsersTable = {
  id: Generated<number>;
  email: string;
  name: string;
  phone: Generated<string>;
  password_hash: string;
  role: Generated<string>;
  created_at: Timestamp;
  updated_at: Timestamp;
};

type SessionsTable = {
  id: Generated<number>;
  token_hash: string;
  user_id: number;
  created_at: Timestamp;
  last_seen_at: Timestamp;
  expires_at: Timestamp;
};

type AccountTokensTable = {
  id: Generated<number>;
  purpose: string;
  email: string;
  user_id: number | null;
  token_hash: string;
  created_at: Timestamp;
  expires_at: Timestamp;
};

type AddressesTable = {
  id: Generated<number>;
  user_id: number;
  name: string;
  line1: string;
  line2: Generated<string>;
  city: string;
  region: Generated<string>;
  postcode: string;
  country: string;
  phone: Generated<string>;
  is_default: Generated<Flag>;
  created_at: Timestamp;
  updated_at: Timestamp;
};

type CartsTable = {
  id: Generated<number>;
  token_hash: string | null;
  user_id: number | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  expires_at: Timestamp;
};

type CartItemsTable = {
  id: Generated<number>;
  cart_id: number;
  variant_id: number;
  /** The product's title when it was put in. */
  title: string;
  quantity: number;
  seen_price_minor: number;
  created_at: Timestamp;
  updated_at: Timestamp;
};

type CheckoutsTable = {
  cart_id: number;
  email: Generated<string>;
  name: Generated<string>;
  line1: Generated<string>;
  line2: Generated<string>;
  city: Generated<string>;
  region: Generated<string>;
  postcode: Generated<string>;
  country: Generated<string>;
  phone: Generated<string>;
  delivery_method: Generated<string>;
  payment_provider: Generated<string>;
  updated_at: Timestamp;
};

type OrdersTable = {
  id: Generated<number>;
  reference: string;
  user_id: number | null;
  status: string;
  idempotency_key: string;
  request_hash: string;
  currency: string;
  subtotal_minor: number;
  delivery_minor: number;
  tax_minor: number;
  total_minor: number;
  delivery_method: string;
  email: string;
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postcode: string;
  country: string;
  phone: string;
  placed_at: Timestamp;
  updated_at: Timestamp;
  cancelled_at: Timestamp | null;
};

type OrderHoldersTable = {
  token_hash: string;
  order_id: number;
  created_at: Timestamp;
};

type OrderItemsTable = {
  id: Generated<number>;
  order_id: number;
  variant_id: number | null;
  product_handle: string;
  title: string;
  variant_title: Generated<string>;
  sku: Generated<string>;
  media_path: string | null;
  quantity: number;
  unit_price_minor: number;
  total_minor: number;
};

type PaymentsTable = {
  id: Generated<number>;
  order_id: number;
  provider: string;
  provider_reference: string | null;
  status: string;
  amount_minor: number;
  currency: string;
  created_at: Timestamp;
  updated_at: Timestamp;
  expires_at: Timestamp | null;
};

type PaymentEventsTable = {
  id: Generated<number>;
  provider: string;
  event_id: string;
  payment_id: number;
  kind: string;
  occurred_at: Timestamp;
  received_at: Timestamp;
};

type RefundsTable = {
  id: Generated<number>;
  payment_id: number;
  provider_reference: string | null;
  status: string;
  amount_minor: number;
  reason: Generated<string>;
  created_at: Timestamp;
  updated_at: Timestamp;
};

type StockMovementsTable = {
  id: Generated<number>;
  variant_id: number;
  delta: number;
  reason: string;
  order_id: number | null;
  import_id: number | null;
  actor: Generated<string>;
  created_at: Timestamp;
};

type OutboxMessagesTable = {
  id: Generated<number>;
  message_id: string;
  kind: string;
  recipient: string;
  payload: string;
  status: string;
  attempts: Generated<number>;
  due_at: Timestamp;
  last_error: Generated<string>;
  created_at: Timestamp;
  sent_at: Timestamp | null;
};

type AuditLogTable = {
  id: Generated<number>;
  actor: string;
  action: string;
  subject: string;
  details: string;
  request_id: Generated<string>;
  created_at: Timestamp;
};

type CatalogImportsTable = {
  id: Generated<number>;
  file_name: string;
  state: string;
  running: Flag | null;
  products: Generated<number>;
  created: Generated<number>;
  updated: Generated<number>;
  unchanged: Generated<number>;
  started_at: Timestamp;
  heartbeat_at: Timestamp;
  finished_at: Timestamp | null;
};

type ImportProductsTable = {
  import_id: number;
  position: number;
  product_id: number | null;
  handle: string;
  title: string;
  title_sort: string;
  description_html: string;
  brand_handle: string | null;
  brand_name: string | null;
  status: string;
  featured: Flag;
  keywords: string;
  option1_name: string;
  option2_name: string;
  option3_name: string;
  seo_title: string;
  seo_description: string;
  published_at: Timestamp;
};

type ImportVariantsTable = {
  import_id: number;
  product_position: number;
  position: number;
  variant_id: number | null;
  sku: string | null;
  option1: string;
  option2: string;
  option3: string;
  price_minor: number;
  compare_at_minor: number | null;
  stock: number | null;
  weight_grams: number | null;
  barcode: string;
  image_position: number | null;
};

type ImportImagesTable = {
  import_id: number;
  product_position: number;
  position: number;
  media_path: string | null;
  source_url: string | null;
  alt: string;
};

type ImportCategoriesTable = {
  import_id: number;
  product_position: number;
  position: number;
  category_id: number | null;
  handle: string;
  name: string;
};

type ReplicationHeartbeatTable = {
  id: number;
  beat_at: Timestamp;
};

type CatalogVersionTable = {
  id: number;
  version: string;
};

/** Full text, see the flavors. `rowid` is the product's id. */
type ProductSearchTable = {
  rowid: number;
  title: string;
  keywords: string;
  brand: string;
  categories: string;
};

/** The tables as the newest migration leaves them. */
export type Schema = {
  brands: BrandsTable;
  categories: CategoriesTable;
  products: ProductsTable;
  product_images: ProductImagesTable;
  product_variants: ProductVariantsTable;
  product_categories: ProductCategoriesTable;
  catalog_listings: CatalogListingsTable;
  users: UsersTable;
  sessions: SessionsTable;
  account_tokens: AccountTokensTable;
  addresses: AddressesTable;
  carts: CartsTable;
  cart_items: CartItemsTable;
  checkouts: CheckoutsTable;
  orders: OrdersTable;
  order_holders: OrderHoldersTable;
  order_items: OrderItemsTable;
  payments: PaymentsTable;
  payment_events: PaymentEventsTable;
  refunds: RefundsTable;
  stock_movements: StockMovementsTable;
  outbox_messages: OutboxMessagesTable;
  audit_log: AuditLogTable;
  product_search: ProductSearchTable;
  catalog_imports: CatalogImportsTable;
  import_products: ImportProductsTable;
  import_variants: ImportVariantsTable;
  import_images: ImportImagesTable;
  import_categories: ImportCategoriesTable;
  replication_heartbeat: ReplicationHeartbeatTable;
  catalog_version: CatalogVersionTable;
};
