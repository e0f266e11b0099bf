import { raw } from 'hono/html';
import type { Site } from '../../site.ts';
import { memoizeHtml } from '../memoize-html.ts';

const shoreline = raw(
  '<svg class="shoreline" viewBox="0 0 1440 60" preserveAspectRatio="none" aria-hidden="true" focusable="false"><path d="M0 34c120-34 240-34 360 0s240 34 360 0 240-34 360 0 240 34 360 0v26H0z"/></svg>',
);

const renderFooter = ({ site }: { site: Site }) => (
  <footer class="site-footer">
    {shoreline}
    <div class="site-footer-body">
      <p class="site-footer-name">{site.name}</p>
      <p class="site-footer-line">
        A calm market for good things. No pop-ups, no tracking, no hurry.
      </p>
      <nav aria-label="Shop">
        <ul>
          <li>
            <a href="/shop">Shop</a>
          </li>
          <li>
            <a href="/products">All products</a>
          </li>
          <li>
            <a href="/products?sort=newest">New in</a>
          </li>
          <li>
            <a href="/account">Your account</a>
          </li>
          <li>
            <a href="/cart">Your cart</a>
          </li>
          <li>
            <a href="/">About {site.name}</a>
          </li>
        </ul>
      </nav>
    </div>
  </footer>
);

export const SiteFooter = memoizeHtml(renderFooter, () => 'footer');
