import { announce } from './announce.ts';
import { fetchSuggestions, type Suggestion } from './suggestions.ts';

const debounceMs = 140;
const shortest = 2;

const toOption = ({ label, kind, href }: Suggestion, index: number): HTMLLIElement => {
  const option = document.createElement('li');
  option.id = `suggestion-${index}`;
  option.role = 'option';
  option.ariaSelected = 'false';
  option.dataset['href'] = href;
  const text = document.createElement('b');
  text.textContent = label;
  const note = document.createElement('span');
  note.textContent = kind;
  option.append(text, note);
  return option;
};

/** Makes the search field a combobox: what it suggests can be walked with the arrow keys. */
export const enhanceSearch = (): void => {
  const form = document.querySelector<HTMLFormElement>('[data-search]');
  const input = form?.querySelector('input');
  if (!form || !input) return;
  const list = document.createElement('ul');
  let timer = 0;
  let request: AbortController | undefined;
  let active = -1;

  const options = () => [...list.children] as HTMLElement[];
  const select = (index: number) => {
    active = index;
    options().forEach((option, position) => {
      option.ariaSelected = String(position === index);
      if (position === index) option.scrollIntoView({ block: 'nearest' });
    });
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `suggestion-${index}`);
  };
  const close = () => {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.ariaExpanded = 'false';
    select(-1);
  };
  const open = (suggestions: readonly Suggestion[]) => {
    list.replaceChildren(...suggestions.map(toOption));
    select(-1);
    list.hidden = suggestions.length === 0;
    input.ariaExpanded = String(!list.hidden);
    const { length } = suggestions;
    announce(
      length === 0 ? 'No suggestions' : `${length} ${length === 1 ? 'suggestion' : 'suggestions'}`,
    );
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text.length < shortest) return close();
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const suggestions = await fetchSuggestions(text, signal);
      if (!signal.aborted) open(suggestions);
    } catch {
      if (!signal.aborted) close();
    }
  };
  const go = (option: HTMLElement | null | undefined) => {
    const href = option?.dataset['href'];
    if (href) location.assign(href);
    return href !== undefined;
  };

  list.id = 'suggestions';
  list.className = 'suggestions';
  list.role = 'listbox';
  list.ariaLabel = 'Suggestions';
  list.hidden = true;
  form.append(list);
  input.role = 'combobox';
  input.autocomplete = 'off';
  input.ariaAutoComplete = 'list';
  input.ariaExpanded = 'false';
  input.setAttribute('aria-controls', list.id);

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, debounceMs);
  });
  input.addEventListener('keydown', (event) => {
    const { length } = list.children;
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && !list.hidden && active >= 0) {
      if (go(options()[active])) event.preventDefault();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) void ask();
      // One place beyond the last is the field itself.
      else select(((active + 1 + (event.key === 'ArrowDown' ? 1 : length)) % (length + 1)) - 1);
    }
  });
  input.addEventListener('blur', close);
  // Keeps the focus in the field, so that a click on a suggestion comes before its list is closed.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => go((event.target as Element).closest('li')));
};
