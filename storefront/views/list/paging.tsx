import { type CatalogQuery, toCatalogPath } from '../../catalog/catalog-query.ts';
import type { Site } from '../../site.ts';
import { icons } from '../shell/icons.tsx';
import { pageWindow } from './query-changes.ts';

type PagingProps = { site: Site; query: CatalogQuery; pageCount: number };

export const Paging = ({ site, query, pageCount }: PagingProps) => {
  const path = (page: number) => toCatalogPath({ ...query, page }, site.currency);
  const { page } = query;
  return (
    <nav class="paging" aria-label="Pages">
      {page > 1 && (
        <a class="paging-step" href={path(page - 1)} rel="prev">
          {icons.previous}
          <span class="paging-word">Previous</span>
        </a>
      )}
      <ol>
        {pageWindow(page, pageCount).map((number) => (
          <li>
            {number === null ? (
              <span class="paging-gap">…</span>
            ) : (
              <a href={path(number)} aria-current={number === page ? 'page' : undefined}>
                <span class="visually-hidden">Page </span>
                {number}
              </a>
            )}
          </li>
        ))}
      </ol>
      {page < pageCount && (
        <a class="paging-step" href={path(page + 1)} rel="next">
          <span class="paging-word">Next</span>
          {icons.next}
        </a>
      )}
    </nav>
  );
};
