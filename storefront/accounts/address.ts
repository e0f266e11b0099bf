import * as z from 'zod';
import { line, requiredLine } from '../form-fields.ts';

/** What a parcel needs to arrive. */
export type AddressFields = {
  readonly name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  readonly country: string;
  readonly phone: string;
};

export type Address = AddressFields & { readonly id: number; readonly isDefault: boolean };

/** A phone number as people write it; empty is fine. */
export const phoneField = line('Phone', 40).refine(
  (text) => text === '' || /^\+?[\d ().\-/]{4,}$/.test(text),
  'Enter a phone number such as +1 555 010 0199, or leave it empty.',
);

/** The fields of an address in a form. @param countries ISO codes that may be chosen. */
export const addressFields = (countries: readonly string[]) => ({
  name: requiredLine('Name', 120),
  line1: requiredLine('Address', 120),
  line2: line('Address line 2', 120),
  postcode: requiredLine('Postcode', 20),
  city: requiredLine('City', 80),
  region: line('State or region', 80),
  country: z.string().refine((code) => countries.includes(code), 'Choose a country from the list.'),
  phone: phoneField,
});
