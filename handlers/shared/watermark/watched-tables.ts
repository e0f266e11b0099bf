/** A table of which rows are added and neither deleted nor changed in these columns. */
export type WatchedTable = {
  readonly name: string;
  /** Joins what tells when a row was made; the table itself is `t`. */
  readonly join?: string;
  /** When a row was made, by the shop's clock. */
  readonly madeAt: string;
  readonly columns: readonly string[];
  /** The column whose sum is compared, too. */
  readonly money?: string;
  /** Leaves out rows of which nobody knows when they were committed. */
  readonly where?: string;
};

/**
 * Orders, and what belongs to them. Of an order the person is left out (deleting an account erases
 * it), as is its owner (a guest's order may be claimed); of an item its variant, which may be deleted.
 */
export const watchedTables: readonly WatchedTable[] = [
  {
    name: 'orders',
    madeAt: 't.placed_at',
    columns: [
      'id',
      'reference',
      'idempotency_key',
      'request_hash',
      'currency',
      'subtotal_minor',
      'delivery_minor',
      'tax_minor',
      'total_minor',
      'delivery_method',
      'country',
      'placed_at',
    ],
    money: 'total_minor',
  },
  {
    name: 'order_items',
    join: 'join orders o on o.id = t.order_id',
    madeAt: 'o.placed_at',
    columns: [
      'id',
      'order_id',
      'product_handle',
      'title',
      'variant_title',
      'sku',
      'quantity',
      'unit_price_minor',
      'total_minor',
    ],
    money: 'total_minor',
  },
  {
    name: 'payments',
    madeAt: 't.created_at',
    columns: ['id', 'order_id', 'provider', 'amount_minor', 'currency', 'created_at'],
    money: 'amount_minor',
  },
  {
    name: 'refunds',
    madeAt: 't.created_at',
    columns: ['id', 'payment_id', 'amount_minor', 'reason', 'created_at'],
    money: 'amount_minor',
  },
  {
    name: 'stock_movements',
    madeAt: 't.created_at',
    columns: ['id', 'variant_id', 'delta', 'reason', 'order_id', 'actor', 'created_at'],
    // An import dates all that it does from its beginning, which may be an hour before its commit.
    where: `t.reason <> 'import'`,
  },
];

/** Tables whose rows come, change and go, so that only their number says something. */
export const livingTables: readonly string[] = [
  'products',
  'product_variants',
  'categories',
  'users',
];
