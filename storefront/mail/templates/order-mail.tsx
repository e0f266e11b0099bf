import type { Minor } from '../../money.ts';
import type { Site } from '../../site.ts';

/** What mails about an order hold of it, as it was when the mail was put into the outbox. */
export type OrderMail = {
  readonly reference: string;
  readonly name: string;
  readonly lines: readonly {
    readonly title: string;
    readonly variantTitle: string;
    readonly quantity: number;
    readonly totalMinor: Minor;
  }[];
  readonly deliveryMinor: Minor;
  readonly taxMinor: Minor;
  readonly taxIncluded: boolean;
  readonly totalMinor: Minor;
};

export const orderUrl = (site: Site, reference: string): string =>
  `${site.origin}/orders/${reference}`;

const lineTitle = ({ title, variantTitle }: OrderMail['lines'][number]): string =>
  variantTitle === '' ? title : `${title} (${variantTitle})`;

type Row = readonly [label: string, amount: string];

const toRows = (order: OrderMail, site: Site): readonly Row[] => [
  ...order.lines.map(
    (line): Row => [`${line.quantity} × ${lineTitle(line)}`, site.formatMoney(line.totalMinor)],
  ),
  ['Delivery', order.deliveryMinor === 0 ? 'Free' : site.formatMoney(order.deliveryMinor)],
  ...(order.taxMinor > 0
    ? [[order.taxIncluded ? 'Includes tax' : 'Tax', site.formatMoney(order.taxMinor)] as Row]
    : []),
  ['Total', site.formatMoney(order.totalMinor)],
];

export const orderText = (order: OrderMail, site: Site): string =>
  toRows(order, site)
    .map(([label, amount]) => `${label}: ${amount}`)
    .join('\n');

export const OrderTable = ({ order, site }: { order: OrderMail; site: Site }) => (
  <table style="width:100%;border-collapse:collapse">
    {toRows(order, site).map(([label, amount]) => (
      <tr>
        <td style="padding:4px 0">{label}</td>
        <td style="padding:4px 0;text-align:right">{amount}</td>
      </tr>
    ))}
  </table>
);
