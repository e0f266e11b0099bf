import type { MailTemplate } from '../mail-template.tsx';
import { emailChange } from './email-change.tsx';
import { emailChangeTaken } from './email-change-taken.tsx';
import { emailChanged } from './email-changed.tsx';
import { orderCancellation } from './order-cancellation.tsx';
import { orderConfirmation } from './order-confirmation.tsx';
import { passwordChanged } from './password-changed.tsx';
import { passwordReset } from './password-reset.tsx';
import { registration } from './registration.tsx';
import { registrationTaken } from './registration-taken.tsx';

/** Every kind of mail. A kind that is in the outbox of a released version stays readable here. */
const mailTemplates = {
  'order-confirmation': orderConfirmation,
  'order-cancellation': orderCancellation,
  registration,
  'registration-taken': registrationTaken,
  'password-reset': passwordReset,
  'password-changed': passwordChanged,
  'email-change': emailChange,
  'email-change-taken': emailChangeTaken,
  'email-changed': emailChanged,
};

type Templates = typeof mailTemplates;

export type MailKind = keyof Templates;

export type MailPayload<Kind extends MailKind> =
  Templates[Kind] extends MailTemplate<infer Payload> ? Payload : never;

/** The template of a kind that came out of the database, or undefined when there is none. */
export const findTemplate = (kind: string): MailTemplate<unknown> | undefined =>
  Object.hasOwn(mailTemplates, kind)
    ? (mailTemplates[kind as MailKind] as MailTemplate<unknown>)
    : undefined;
