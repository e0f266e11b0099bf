import { visit } from './visit.ts';

/** The address a filter form stands for, without what is empty. */
const filterUrl = (form: HTMLFormElement): string => {
  const chosen = [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '',
  );
  const query = new URLSearchParams(chosen).toString();
  return query ? `${form.action}?${query}` : form.action;
};

/** Filters and order apply as soon as they are changed. */
export const enhanceFilters = (): void => {
  const apply = (form: HTMLFormElement | null): boolean => {
    if (!form?.matches('[data-filters]') || !form.checkValidity()) return false;
    void visit(filterUrl(form));
    return true;
  };
  document.addEventListener('change', (event) => {
    apply((event.target as HTMLInputElement | HTMLSelectElement).form ?? null);
  });
  document.addEventListener('submit', (event) => {
    if (apply(event.target as HTMLFormElement)) event.preventDefault();
  });
};
