import type { Child } from 'hono/jsx';
import type { FormState } from './form-state.ts';

type FieldProps = {
  form: FormState;
  name: string;
  label: string;
  /** The purpose of the field in HTML's words, such as `given-name`. */
  autocomplete: string;
  type?: 'text' | 'email' | 'tel' | 'password';
  hint?: string;
  required?: boolean;
  maxlength?: number;
};

const describedBy = (name: string, hint: string | undefined, problem: string | undefined) =>
  [hint && `${name}-hint`, problem && `${name}-error`].filter(Boolean).join(' ') || undefined;

type FrameProps = Pick<FieldProps, 'form' | 'name' | 'label' | 'hint' | 'required'> & {
  children: Child;
};

const Frame = ({ form, name, label, hint, required, children }: FrameProps) => (
  <div class="field">
    <label for={name}>
      {label}
      {!required && <span class="field-hint"> (optional)</span>}
    </label>
    {hint && (
      <p class="field-hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
    {children}
    {form.problems[name] && (
      <p class="field-error" id={`${name}-error`}>
        {form.problems[name]}
      </p>
    )}
  </div>
);

/** A labelled field with its hint and its error. Passwords are never filled in again. */
export const Field = (props: FieldProps) => {
  const { form, name, autocomplete, type = 'text', hint, required = true, maxlength } = props;
  return (
    <Frame form={form} name={name} label={props.label} hint={hint ?? ''} required={required}>
      <input
        id={name}
        name={name}
        type={type}
        autocomplete={autocomplete}
        autocapitalize={type === 'email' || type === 'password' ? 'none' : undefined}
        spellcheck={type === 'text' ? undefined : false}
        required={required}
        maxlength={maxlength}
        value={type === 'password' ? undefined : (form.values[name] ?? '')}
        aria-invalid={form.problems[name] ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, form.problems[name])}
      />
    </Frame>
  );
};

type SelectFieldProps = Pick<FieldProps, 'form' | 'name' | 'label' | 'autocomplete'> & {
  options: readonly { readonly value: string; readonly label: string }[];
};

export const SelectField = ({ form, name, label, autocomplete, options }: SelectFieldProps) => (
  <Frame form={form} name={name} label={label} required>
    <select
      id={name}
      name={name}
      autocomplete={autocomplete}
      required
      aria-invalid={form.problems[name] ? 'true' : undefined}
      aria-describedby={describedBy(name, undefined, form.problems[name])}
    >
      {options.map((option) => (
        <option value={option.value} selected={option.value === form.values[name]}>
          {option.label}
        </option>
      ))}
    </select>
  </Frame>
);

type CheckboxProps = Pick<FieldProps, 'form' | 'name' | 'label'>;

export const Checkbox = ({ form, name, label }: CheckboxProps) => (
  <label class="choice" for={name}>
    <input id={name} name={name} type="checkbox" value="on" checked={form.values[name] === 'on'} />
    <span>{label}</span>
  </label>
);
