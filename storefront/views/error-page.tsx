import type { Site } from '../site.ts';
import { Layout } from './layout.tsx';

type ErrorPageProps = { site: Site; status: 404 | 500 | 503; requestId?: string };

const texts = {
  404: { title: 'Page not found', text: 'There is nothing at this address.' },
  500: { title: 'Something went wrong', text: 'This is our fault. Please try again.' },
  503: { title: 'Back in a moment', text: 'The shop is very busy. Please try again.' },
} as const;

export const ErrorPage = ({ site, status, requestId }: ErrorPageProps) => (
  <Layout site={site} meta={{ title: `${texts[status].title} · ${site.name}`, description: texts[status].text }}>
    <h1>{texts[status].title}</h1>
    <p>{texts[status].text}</p>
    <a href="/shop">Go to the shop</a>
    {requestId && <p>Request {requestId}</p>}
  </Layout>
);
