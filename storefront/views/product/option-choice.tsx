import { productPath } from '../paths.ts';
import type { OptionGroup } from './option-groups.ts';

type OptionChoiceProps = { handle: string; group: OptionGroup };

/** Links rather than inputs: each leads to the page of one variant, with or without a script. */
export const OptionChoice = ({ handle, group }: OptionChoiceProps) => {
  const id = `option-${group.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
  const chosen = group.values.find(({ isChosen }) => isChosen)?.value;
  return (
    <div class="option">
      <p class="option-name" id={id}>
        {group.name}: <strong>{chosen}</strong>
      </p>
      <ul class="option-values" aria-labelledby={id}>
        {group.values.map(({ value, variantId, isChosen, isSoldOut }, index) => (
          <li>
            <a
              id={`${id}-${index}`}
              class={isSoldOut ? 'option-value is-sold-out' : 'option-value'}
              href={productPath(handle, variantId)}
              aria-current={isChosen ? 'true' : undefined}
              rel="nofollow"
              data-visit="replace"
            >
              {value}
              {isSoldOut && <span class="visually-hidden"> (sold out)</span>}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};
