import type { Site } from '../../site.ts';
import { memoizeHtml } from '../memoize-html.ts';
import { categoryPath } from '../paths.ts';
import { icons, mark } from './icons.tsx';

export type NavCategory = { readonly handle: string; readonly name: string };

type SiteHeaderProps = {
  site: Site;
  searchText: string;
  categories: readonly NavCategory[];
  activeCategory: string | null;
};

const navLimit = 8;

const CategoryNav = ({
  categories,
  activeCategory,
}: Omit<SiteHeaderProps, 'site' | 'searchText'>) => (
  <nav class="site-nav" aria-label="Categories">
    <ul>
      <li>
        <a href="/products">All products</a>
      </li>
      {categories.slice(0, navLimit).map(({ handle, name }) => (
        <li>
          <a
            href={categoryPath(handle)}
            aria-current={handle === activeCategory ? 'page' : undefined}
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const renderHeader = ({ site, searchText, categories, activeCategory }: SiteHeaderProps) => (
  <header class="site-header">
    <div class="site-bar">
      <a class="brand-mark" href="/shop">
        {mark}
        <span>{site.name}</span>
      </a>
      <search class="search">
        <form action="/products" data-search>
          <label class="visually-hidden" for="search">
            Search products
          </label>
          <input
            id="search"
            name="q"
            type="text"
            inputmode="search"
            enterkeyhint="search"
            placeholder="Search products"
            maxlength={100}
            value={searchText}
          />
          <button type="submit">
            {icons.search}
            <span class="visually-hidden">Search</span>
          </button>
        </form>
      </search>
      <a class="tool" href="/account">
        {icons.account}
        <span class="tool-label">Account</span>
      </a>
      <a class="tool" href="/cart" data-cart-badge>
        {icons.cart}
        <span class="tool-label">Cart</span>
      </a>
    </div>
    {categories.length > 0 && (
      <CategoryNav categories={categories} activeCategory={activeCategory} />
    )}
  </header>
);

/** The same for every shopper: the script fills in the cart's count. */
export const SiteHeader = memoizeHtml(
  renderHeader,
  ({ searchText, categories, activeCategory }) =>
    `${searchText}\u0000${activeCategory}\u0000${categories.map(({ handle, name }) => `${handle}\u0000${name}`)}`,
);
