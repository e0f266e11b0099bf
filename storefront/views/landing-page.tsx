import type { Site } from '../site.ts';
import { Layout } from './layout.tsx';
import { icons } from './shell/icons.tsx';
import { buildOrganization } from './structured-data.ts';

const reasons = [
  {
    icon: icons.shelf,
    title: 'Honest shelves',
    text: 'Every page says what is in stock, and when only a few are left it says how few.',
  },
  {
    icon: icons.tag,
    title: 'Clear prices',
    text: 'A reduced price always stands beside the one before, with what you save worked out.',
  },
  {
    icon: icons.lock,
    title: 'A quiet counter',
    text: 'No pop-ups, no trackers, nothing loaded from elsewhere. Card numbers never reach us.',
  },
] as const;

/** The static page at the door; a CDN serves it as offers.html. */
export const LandingPage = ({ site }: { site: Site }) => (
  <Layout
    site={site}
    width="bare"
    meta={{
      title: `${site.name}: a calm market by the sea`,
      description: `${site.name} is a small, calm shop for well-made things: clear prices, honest stock and no fuss at the counter.`,
      canonicalPath: '/',
      structuredData: [buildOrganization(site)],
    }}
  >
    <section class="hero">
      <div class="hero-text">
        <p class="eyebrow">Open at every tide</p>
        <h1>A calm market by the sea</h1>
        <p class="lead">
          {site.name} is a shop for well-made things, laid out so that you find what you came for
          and enjoy the look around.
        </p>
        <a class="button button--hero" href="/shop">
          Shop now
          {icons.arrow}
        </a>
      </div>
      <img
        src={site.asset('harbour-market.svg')}
        alt="A harbour market at dawn: striped stalls on the quay, a sailing boat and a low sun over the water"
        width="1200"
        height="800"
        fetchpriority="high"
        decoding="async"
      />
    </section>
    <section class="reasons" aria-labelledby="reasons">
      <h2 id="reasons">How we keep shop</h2>
      <ul>
        {reasons.map(({ icon, title, text }) => (
          <li>
            {icon}
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
    <section class="invitation" aria-labelledby="invitation">
      <img
        src={site.asset('low-tide.svg')}
        alt=""
        width="480"
        height="320"
        loading="lazy"
        decoding="async"
      />
      <div>
        <h2 id="invitation">The tide is out. Come and see what it left.</h2>
        <p>New arrivals and reduced prices are on the quay right now.</p>
        <p class="welcome-ways">
          <a class="button button--large" href="/products?sort=newest">
            See what is new
          </a>
          <a class="button button--large button--secondary" href="/shop#offers">
            See the offers
          </a>
        </p>
      </div>
    </section>
  </Layout>
);
