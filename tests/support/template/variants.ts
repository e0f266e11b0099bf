/** A stage, and the parameters that it is packaged with. */
export type Variant = {
  readonly name: string;
  readonly stage: string;
  readonly params: Readonly<Record<string, string>>;
};

const domain = { domain: 'shop.example', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

/** Every shape of the platform that the tests over templates look at. */
export const variants = [
  { name: 'dev', stage: 'dev', params: {} },
  { name: 'dev with a domain', stage: 'dev', params: domain },
  { name: 'staging', stage: 'staging', params: {} },
  { name: 'prod', stage: 'prod', params: {} },
] as const satisfies readonly Variant[];

export type VariantName = (typeof variants)[number]['name'];

export const getVariant = (name: VariantName): Variant => {
  const found = variants.find((variant) => variant.name === name);
  if (!found) throw new Error(`no variant ${name}`);
  return found;
};
