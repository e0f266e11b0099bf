import type { Context } from 'hono';
import type * as z from 'zod';
import { isShopError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { errorStatus } from '../http/error-status.ts';
import { readForm } from '../http/form.ts';
import type { FormState } from '../views/forms/form-state.ts';
import { type Page, privatePage } from './private-page.ts';

type FormAnswer<Shape extends z.ZodRawShape> = {
  readonly schema: z.ZodObject<Shape>;
  /** The form's page; shown again with what was typed when there is something to correct. */
  readonly show: (form: FormState) => Page | Promise<Page>;
  /** Does what the form is for. Errors that name fields lead back to the form, others to onError. */
  readonly work: (data: z.output<z.ZodObject<Shape>>) => Promise<Response>;
};

/** Reads a posted form, does its work, or shows it again with its errors beside their fields. */
export const answerForm = async <Shape extends z.ZodRawShape>(
  c: Context<AppEnv>,
  { schema, show, work }: FormAnswer<Shape>,
): Promise<Response> => {
  const form = await readForm(c, schema);
  const { values } = form;
  if (!form.ok) {
    const page = await show({ values, problems: form.problems });
    return privatePage(c, page, errorStatus.VALIDATION_FAILED);
  }
  try {
    return await work(form.data);
  } catch (error) {
    if (!isShopError(error) || Object.keys(error.fields).length === 0) throw error;
    return privatePage(c, await show({ values, problems: error.fields }), errorStatus[error.code]);
  }
};
