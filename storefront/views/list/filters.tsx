import type { CatalogQuery } from '../../catalog/catalog-query.ts';
import type { Facets, FacetValue } from '../../catalog/count-facets.ts';
import { toDecimal } from '../../money.ts';
import type { Site } from '../../site.ts';
import { formatCount, nameOfHandle } from '../words.ts';
import { Choice } from './choice.tsx';

type FiltersProps = {
  site: Site;
  query: CatalogQuery;
  facets: Facets;
  categoryName: string | undefined;
};

const brandsShown = 10;

/** Values counted, and those chosen that nothing counts any more: a form must not lose them. */
const withChosen = (
  values: readonly FacetValue[],
  chosen: readonly string[],
): readonly FacetValue[] => {
  const known = new Set(values.map(({ handle }) => handle));
  const lost = chosen.filter((handle) => !known.has(handle));
  return [...lost.map((handle) => ({ handle, name: nameOfHandle(handle), count: 0 })), ...values];
};

const Categories = ({ query, facets, categoryName }: FiltersProps) => {
  const { category } = query;
  const isLost = category !== null && !facets.categories.some(({ handle }) => handle === category);
  return (
    <fieldset class="facet">
      <legend>Category</legend>
      <Choice kind="radio" name="category" value="" label="All" isChosen={category === null} />
      {isLost && (
        <Choice
          kind="radio"
          name="category"
          value={category}
          label={categoryName ?? category}
          count={0}
          isChosen
        />
      )}
      {facets.categories.map(({ handle, name, count }) => (
        <Choice
          kind="radio"
          name="category"
          value={handle}
          label={name}
          count={count}
          isChosen={handle === category}
        />
      ))}
    </fieldset>
  );
};

const Brands = ({ query, facets }: FiltersProps) => {
  const brands = withChosen(facets.brands, query.brands);
  const chosen = new Set(query.brands);
  const choices = brands.map(({ handle, name, count }) => (
    <Choice
      kind="checkbox"
      name="brand"
      value={handle}
      label={name}
      count={count}
      isChosen={chosen.has(handle)}
    />
  ));
  const rest = brands.slice(brandsShown);
  if (brands.length === 0) return null;
  return (
    <fieldset class="facet">
      <legend>Brand</legend>
      {choices.slice(0, brandsShown)}
      {rest.length > 0 && (
        <details id="more-brands" open={rest.some(({ handle }) => chosen.has(handle))}>
          <summary>{formatCount(rest.length)} more brands</summary>
          {choices.slice(brandsShown)}
        </details>
      )}
    </fieldset>
  );
};

const Price = ({ site, query, facets }: FiltersProps) => {
  const decimal = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? undefined : toDecimal(minor, site.currency);
  return (
    <fieldset class="facet">
      <legend>Price in {site.currency}</legend>
      <div class="facet-range">
        <label for="price-min">From</label>
        <input
          id="price-min"
          name="min"
          type="number"
          min="0"
          step="any"
          inputmode="decimal"
          placeholder={decimal(facets.priceRange?.lowest)}
          value={decimal(query.minMinor)}
        />
        <label for="price-max">To</label>
        <input
          id="price-max"
          name="max"
          type="number"
          min="0"
          step="any"
          inputmode="decimal"
          placeholder={decimal(facets.priceRange?.highest)}
          value={decimal(query.maxMinor)}
        />
      </div>
    </fieldset>
  );
};

/** The filters as a form of its own: it works by itself, the script only saves pressing "Apply". */
export const Filters = (props: FiltersProps) => (
  <form id="filters" class="filters" action="/products" data-filters>
    {props.query.text && <input type="hidden" name="q" value={props.query.text} />}
    <Categories {...props} />
    <Brands {...props} />
    <Price {...props} />
    <fieldset class="facet">
      <legend>Availability</legend>
      <Choice
        kind="checkbox"
        name="stock"
        value="in"
        label="In stock only"
        count={props.facets.inStock}
        isChosen={props.query.inStock}
      />
    </fieldset>
    <button class="button button--secondary button--wide" type="submit">
      Apply filters
    </button>
  </form>
);
