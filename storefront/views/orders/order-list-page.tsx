import type { OrderSummary } from '../../orders/find-orders.ts';
import { shortReference } from '../../orders/order-reference.ts';
import type { Site } from '../../site.ts';
import { AccountNav } from '../accounts/account-nav.tsx';
import { Layout } from '../layout.tsx';
import { countOf } from '../words.ts';
import { formatDay, statusTitle } from './order-words.ts';

type OrderListPageProps = {
  site: Site;
  orders: readonly OrderSummary[];
  page: number;
  hasMore: boolean;
};

const OrderTable = ({ site, orders }: Pick<OrderListPageProps, 'site' | 'orders'>) => (
  <section class="table-scroll" aria-label="Your orders" tabindex={0}>
    <table class="table">
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col">Day</th>
          <th scope="col">State</th>
          <th scope="col">Pieces</th>
          <th scope="col" class="number">
            Total
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr>
            <th scope="row">
              <a href={`/account/orders/${order.reference}`}>{shortReference(order.reference)}</a>
            </th>
            <td>{formatDay(site, order.placedAt)}</td>
            <td>{statusTitle[order.status]}</td>
            <td>{countOf(order.pieces, 'piece')}</td>
            <td class="number">{site.formatMoney(order.totalMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

export const OrderListPage = ({ site, orders, page, hasMore }: OrderListPageProps) => (
  <Layout site={site} meta={{ title: `Your orders · ${site.name}`, description: 'Your orders' }}>
    <AccountNav current="/account/orders" />
    <h1>Your orders</h1>
    {orders.length === 0 ? (
      <p class="lead">
        There is nothing here yet. <a href="/products">See all products</a>
      </p>
    ) : (
      <OrderTable site={site} orders={orders} />
    )}
    <nav class="order-ways" aria-label="Pages">
      {page > 1 && <a href={`/account/orders?page=${page - 1}`}>Newer orders</a>}
      {hasMore && <a href={`/account/orders?page=${page + 1}`}>Older orders</a>}
    </nav>
  </Layout>
);
