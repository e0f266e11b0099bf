import type { Site } from '../site.ts';
import { Layout } from './layout.tsx';

/** The static page at the door; a CDN serves it as offers.html. */
export const LandingPage = ({ site }: { site: Site }) => (
  <Layout site={site} meta={{ title: site.name, description: site.name, canonicalPath: '/' }}>
    <h1>{site.name}</h1>
    <a href="/shop">Shop now</a>
  </Layout>
);
