import type { SqlFlavor } from '../sql-flavor.ts';

export const commerce = ({ columns: c }: SqlFlavor): readonly string[] => [
  `create table users (
    ${c.id},
    ${c.key('email', 254, 'not null')},
    ${c.string('name', 120, 'not null')},
    ${c.string('phone', 40, "not null default ''")},
    ${c.string('password_hash', 255, 'not null')},
    ${c.key('role', 16, "not null default 'shopper'")},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    constraint users_email unique (email),
    constraint users_role check (role in ('shopper', 'admin'))
  ) ${c.table}`,

  `create table sessions (
    ${c.id},
    ${c.key('token_hash', 64, 'not null')},
    ${c.bigint('user_id', 'not null')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('last_seen_at', 'not null')},
    ${c.timestamp('expires_at', 'not null')},
    constraint sessions_token unique (token_hash),
    constraint sessions_user foreign key (user_id) references users (id) on delete cascade
  ) ${c.table}`,
  'create index sessions_by_user on sessions (user_id)',
  'create index sessions_by_expiry on sessions (expires_at)',

  `create table password_resets (
    ${c.id},
    ${c.bigint('user_id', 'not null')},
    ${c.key('token_hash', 64, 'not null')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('expires_at', 'not null')},
    ${c.timestamp('used_at')},
    constraint password_resets_token unique (token_hash),
    constraint password_resets_user foreign key (user_id) references users (id) on delete cascade
  ) ${c.table}`,
  'create index password_resets_by_user on password_resets (user_id)',
  'create index password_resets_by_expiry on password_resets (expires_at)',

  `create table addresses (
    ${c.id},
    ${c.bigint('user_id', 'not null')},
    ${c.string('name', 120, 'not null')},
    ${c.string('line1', 120, 'not null')},
    ${c.string('line2', 120, "not null default ''")},
    ${c.string('city', 80, 'not null')},
    ${c.string('region', 80, "not null default ''")},
    ${c.string('postcode', 20, 'not null')},
    ${c.string('country', 2, 'not null')},
    ${c.string('phone', 40, "not null default ''")},
    ${c.flag('is_default', 'not null default 0')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    constraint addresses_user foreign key (user_id) references users (id) on delete cascade
  ) ${c.table}`,
  'create index addresses_by_user on addresses (user_id)',

  `create table carts (
    ${c.id},
    ${c.key('token_hash', 64)},
    ${c.bigint('user_id')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    ${c.timestamp('expires_at', 'not null')},
    constraint carts_token unique (token_hash),
    constraint carts_user unique (user_id),
    constraint carts_owner foreign key (user_id) references users (id) on delete cascade
  ) ${c.table}`,
  'create index carts_by_expiry on carts (expires_at)',

  // A line outlives its variant, so that the shopper is told: no foreign key, and a title of its own.
  `create table cart_items (
    ${c.id},
    ${c.bigint('cart_id', 'not null')},
    ${c.bigint('variant_id', 'not null')},
    ${c.string('title', 255, 'not null')},
    ${c.integer('quantity', 'not null')},
    ${c.bigint('seen_price_minor', 'not null')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    constraint cart_items_variant unique (cart_id, variant_id),
    constraint cart_items_cart foreign key (cart_id) references carts (id) on delete cascade,
    constraint cart_items_quantity check (quantity > 0)
  ) ${c.table}`,
  'create index cart_items_by_variant on cart_items (variant_id)',

  // What a shopper has filled in so far, kept beside the cart from step to step.
  `create table checkouts (
    ${c.bigint('cart_id', 'not null primary key')},
    ${c.string('email', 254, "not null default ''")},
    ${c.string('name', 120, "not null default ''")},
    ${c.string('line1', 120, "not null default ''")},
    ${c.string('line2', 120, "not null default ''")},
    ${c.string('city', 80, "not null default ''")},
    ${c.string('region', 80, "not null default ''")},
    ${c.string('postcode', 20, "not null default ''")},
    ${c.string('country', 2, "not null default ''")},
    ${c.string('phone', 40, "not null default ''")},
    ${c.string('delivery_method', 40, "not null default ''")},
    ${c.string('payment_provider', 40, "not null default ''")},
    ${c.timestamp('updated_at', 'not null')},
    constraint checkouts_cart foreign key (cart_id) references carts (id) on delete cascade
  ) ${c.table}`,

  `create table orders (
    ${c.id},
    ${c.key('reference', 40, 'not null')},
    ${c.bigint('user_id')},
    ${c.key('status', 16, 'not null')},
    ${c.key('idempotency_key', 64, 'not null')},
    ${c.string('request_hash', 64, 'not null')},
    ${c.string('currency', 3, 'not null')},
    ${c.bigint('subtotal_minor', 'not null')},
    ${c.bigint('delivery_minor', 'not null')},
    ${c.bigint('tax_minor', 'not null')},
    ${c.bigint('total_minor', 'not null')},
    ${c.string('delivery_method', 40, 'not null')},
    ${c.key('email', 254, 'not null')},
    ${c.string('name', 120, 'not null')},
    ${c.string('line1', 120, 'not null')},
    ${c.string('line2', 120, 'not null')},
    ${c.string('city', 80, 'not null')},
    ${c.string('region', 80, 'not null')},
    ${c.string('postcode', 20, 'not null')},
    ${c.string('country', 2, 'not null')},
    ${c.string('phone', 40, 'not null')},
    ${c.timestamp('placed_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    ${c.timestamp('cancelled_at')},
    constraint orders_reference unique (reference),
    constraint orders_idempotency_key unique (idempotency_key),
    constraint orders_user foreign key (user_id) references users (id) on delete set null,
    constraint orders_status check (status in ('pending', 'confirmed', 'shipped', 'cancelled', 'expired')),
    constraint orders_total check (total_minor >= 0)
  ) ${c.table}`,
  'create index orders_by_user on orders (user_id, placed_at)',
  'create index orders_by_status on orders (status, placed_at)',
  'create index orders_by_email on orders (email)',

  // Browsers that may see all of a guest's order: the one that placed it, and those that tracked it.
  `create table order_holders (
    ${c.key('token_hash', 64, 'not null')},
    ${c.bigint('order_id', 'not null')},
    ${c.timestamp('created_at', 'not null')},
    primary key (token_hash, order_id),
    constraint order_holders_order foreign key (order_id) references orders (id) on delete cascade
  ) ${c.table}`,
  'create index order_holders_by_order on order_holders (order_id)',

  `create table order_items (
    ${c.id},
    ${c.bigint('order_id', 'not null')},
    ${c.bigint('variant_id')},
    ${c.string('product_handle', 191, 'not null')},
    ${c.string('title', 255, 'not null')},
    ${c.string('variant_title', 400, "not null default ''")},
    ${c.string('sku', 120, "not null default ''")},
    ${c.string('media_path', 191)},
    ${c.integer('quantity', 'not null')},
    ${c.bigint('unit_price_minor', 'not null')},
    ${c.bigint('total_minor', 'not null')},
    constraint order_items_order foreign key (order_id) references orders (id) on delete cascade,
    constraint order_items_variant foreign key (variant_id) references product_variants (id) on delete set null,
    constraint order_items_quantity check (quantity > 0)
  ) ${c.table}`,
  'create index order_items_by_order on order_items (order_id)',
  'create index order_items_by_variant on order_items (variant_id)',

  `create table payments (
    ${c.id},
    ${c.bigint('order_id', 'not null')},
    ${c.key('provider', 40, 'not null')},
    ${c.key('provider_reference', 191)},
    ${c.key('status', 16, 'not null')},
    ${c.bigint('amount_minor', 'not null')},
    ${c.string('currency', 3, 'not null')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    ${c.timestamp('expires_at')},
    constraint payments_order unique (order_id),
    constraint payments_provider_reference unique (provider, provider_reference),
    constraint payments_of foreign key (order_id) references orders (id),
    constraint payments_status check (status in ('due', 'pending', 'paid', 'failed', 'expired', 'cancelled', 'refunded')),
    constraint payments_amount check (amount_minor >= 0)
  ) ${c.table}`,
  'create index payments_by_expiry on payments (status, expires_at)',

  // Every webhook once: a provider may send the same event again, or late.
  `create table payment_events (
    ${c.id},
    ${c.key('provider', 40, 'not null')},
    ${c.key('event_id', 191, 'not null')},
    ${c.bigint('payment_id', 'not null')},
    ${c.string('kind', 40, 'not null')},
    ${c.timestamp('occurred_at', 'not null')},
    ${c.timestamp('received_at', 'not null')},
    constraint payment_events_event unique (provider, event_id),
    constraint payment_events_payment foreign key (payment_id) references payments (id)
  ) ${c.table}`,
  'create index payment_events_by_payment on payment_events (payment_id)',

  `create table refunds (
    ${c.id},
    ${c.bigint('payment_id', 'not null')},
    ${c.key('provider_reference', 191)},
    ${c.key('status', 16, 'not null')},
    ${c.bigint('amount_minor', 'not null')},
    ${c.string('reason', 255, "not null default ''")},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('updated_at', 'not null')},
    constraint refunds_payment foreign key (payment_id) references payments (id),
    constraint refunds_status check (status in ('pending', 'succeeded', 'failed')),
    constraint refunds_amount check (amount_minor > 0)
  ) ${c.table}`,
  'create index refunds_by_payment on refunds (payment_id)',

  // The history of product_variants.stock. It outlives variant and order, so it references neither.
  `create table stock_movements (
    ${c.id},
    ${c.bigint('variant_id', 'not null')},
    ${c.integer('delta', 'not null')},
    ${c.key('reason', 16, 'not null')},
    ${c.bigint('order_id')},
    ${c.bigint('import_id')},
    ${c.string('actor', 120, "not null default ''")},
    ${c.timestamp('created_at', 'not null')},
    constraint stock_movements_reason check (reason in ('import', 'order', 'cancel', 'expiry', 'correction')),
    constraint stock_movements_once unique (variant_id, order_id, reason)
  ) ${c.table}`,
  'create index stock_movements_by_order on stock_movements (order_id)',
  'create index stock_movements_by_import on stock_movements (import_id)',

  `create table outbox_messages (
    ${c.id},
    ${c.key('message_id', 191, 'not null')},
    ${c.string('kind', 40, 'not null')},
    ${c.key('recipient', 254, 'not null')},
    ${c.text('payload', 'not null')},
    ${c.key('status', 16, 'not null')},
    ${c.integer('attempts', 'not null default 0')},
    ${c.timestamp('due_at', 'not null')},
    ${c.string('last_error', 500, "not null default ''")},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('sent_at')},
    constraint outbox_messages_message unique (message_id),
    constraint outbox_messages_status check (status in ('pending', 'sent', 'failed'))
  ) ${c.table}`,
  'create index outbox_messages_due on outbox_messages (status, due_at)',
  'create index outbox_messages_by_recipient on outbox_messages (recipient)',

  `create table audit_log (
    ${c.id},
    ${c.string('actor', 120, 'not null')},
    ${c.string('action', 80, 'not null')},
    ${c.string('subject', 191, 'not null')},
    ${c.text('details', 'not null')},
    ${c.string('request_id', 64, "not null default ''")},
    ${c.timestamp('created_at', 'not null')}
  ) ${c.table}`,
  'create index audit_log_by_subject on audit_log (subject, created_at)',
  'create index audit_log_by_time on audit_log (created_at)',
];
