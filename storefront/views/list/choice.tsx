import { formatCount } from '../words.ts';

type ChoiceProps = {
  kind: 'checkbox' | 'radio';
  name: string;
  value: string;
  label: string;
  count?: number;
  isChosen: boolean;
};

/** One value of a filter and how many products it would leave. */
export const Choice = ({ kind, name, value, label, count, isChosen }: ChoiceProps) => (
  <label class="choice">
    <input
      id={`${name}-${value || 'all'}`}
      type={kind}
      name={name}
      value={value}
      checked={isChosen}
    />
    <span>{label}</span>
    {count !== undefined && (
      <span class="choice-count">
        {formatCount(count)}
        <span class="visually-hidden"> products</span>
      </span>
    )}
  </label>
);
