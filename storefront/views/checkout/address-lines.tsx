import type { Site } from '../../site.ts';

type AddressLinesProps = {
  site: Site;
  address: {
    readonly name: string;
    readonly line1: string;
    readonly line2: string;
    readonly city: string;
    readonly region: string;
    readonly postcode: string;
    readonly country: string;
    readonly phone: string;
  };
};

export const AddressLines = ({ site, address }: AddressLinesProps) => {
  const { name, line1, line2, city, region, postcode, country, phone } = address;
  const countries = new Intl.DisplayNames(site.locale, { type: 'region' });
  const place = [city, region, postcode].filter(Boolean).join(', ');
  const lines = [name, line1, line2, place, countries.of(country), phone];
  return (
    <address class="address-lines">{lines.map((line) => line && <span>{line}</span>)}</address>
  );
};
