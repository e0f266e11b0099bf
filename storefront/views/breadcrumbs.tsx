import type { Crumb } from './structured-data.ts';

/** The way back up; the page itself is the last of the trail and no link. */
export const Breadcrumbs = ({ trail }: { trail: readonly Crumb[] }) => (
  <nav class="breadcrumbs" aria-label="Breadcrumb">
    <ol>
      {trail.map(({ name, path }, index) => (
        <li>
          {index === trail.length - 1 ? (
            <span aria-current="page">{name}</span>
          ) : (
            <a href={path}>{name}</a>
          )}
        </li>
      ))}
    </ol>
  </nav>
);
