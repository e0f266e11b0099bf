import type { Site } from '../site.ts';
import { Layout } from './layout.tsx';

type ErrorPageProps = { site: Site; status: 404 | 500 | 503; requestId?: string };

const texts = {
  404: {
    title: 'Nothing at this address',
    text: 'The page may have moved, or the product may have sailed. Search above, or start again from the quay.',
  },
  500: {
    title: 'Something went wrong on our side',
    text: 'It was not you. Please try again in a moment; what is in your cart stays there.',
  },
  503: {
    title: 'Back in a moment',
    text: 'The shop could not finish this just now. Please try again in a few seconds: your cart stays as it is, and no order is placed twice.',
  },
} as const;

export const ErrorPage = ({ site, status, requestId }: ErrorPageProps) => (
  <Layout
    site={site}
    meta={{ title: `${texts[status].title} · ${site.name}`, description: texts[status].text }}
  >
    <div class="empty">
      <img src={site.asset('empty-shore.svg')} alt="" width="320" height="180" />
      <p class="eyebrow">Error {status}</p>
      <h1>{texts[status].title}</h1>
      <p>{texts[status].text}</p>
      <p class="empty-ways">
        <a class="button" href="/shop">
          Go to the shop
        </a>
        <a class="button button--secondary" href="/products">
          See all products
        </a>
      </p>
      {requestId && (
        <p class="empty-note">
          If you write to us, mention <code>{requestId}</code>
        </p>
      )}
    </div>
  </Layout>
);
