import type { FormState } from './form-state.ts';

/** What is wrong with a form, above it: each error leads to its field. Nothing when all is well. */
export const ErrorSummary = ({ form }: { form: FormState }) => {
  const { form: general, ...fields } = form.problems;
  const named = Object.entries(fields);
  if (!general && named.length === 0) return null;
  return (
    <div class="notice notice--error" role="alert" aria-labelledby="error-summary">
      <h2 id="error-summary" class="visually-hidden">
        There is a problem
      </h2>
      {general && <p>{general}</p>}
      {named.length > 0 && (
        <ul>
          {named.map(([name, message]) => (
            <li>
              <a href={`#${name}`}>{message}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
