import { describe, expect, test } from '@jest/globals';
import { ProductPage } from '../../../storefront/views/product-page.tsx';
import { renderHtml } from '../../../storefront/views/render-html.ts';
import { buildProductData } from '../../../storefront/views/structured-data.ts';
import { testProduct, testVariant } from './test-product.ts';
import { testSite } from './test-site.ts';

const site = testSite();

describe('buildProductData', () => {
  test('each variant is an offer of its own', () => {
    const product = testProduct({
      optionNames: ['Size'],
      variants: [
        testVariant(1, { options: ['S'] }),
        testVariant(2, { options: ['M'], sku: null, priceMinor: 3000, stock: 0 }),
      ],
    });

    expect(buildProductData(site, product, 'A mug.')).toMatchObject({
      '@type': 'Product',
      name: 'Harbour Mug',
      offers: [
        {
          name: 'S',
          sku: 'SKU-1',
          price: '24.90',
          priceCurrency: 'USD',
          availability: 'https://schema.org/InStock',
          url: 'https://shop.example/products/harbour-mug?variant=1',
        },
        { name: 'M', price: '30.00', availability: 'https://schema.org/OutOfStock' },
      ],
    });
  });

  test('many variants are one range of prices', () => {
    const variants = Array.from({ length: 21 }, (_, index) =>
      testVariant(index + 1, { priceMinor: 1000 + index * 100, stock: index === 20 ? 1 : 0 }),
    );

    expect(buildProductData(site, testProduct({ variants }), '')).toMatchObject({
      offers: {
        '@type': 'AggregateOffer',
        lowPrice: '10.00',
        highPrice: '30.00',
        offerCount: 21,
        availability: 'https://schema.org/InStock',
      },
    });
  });
});

test('nothing in a title can close the structured data of its page', () => {
  const product = testProduct({ title: '</script><script>alert(1)</script>' });

  const html = renderHtml(<ProductPage site={site} product={product} chosen={null} related={[]} />);

  expect(html).not.toContain('<script>alert');
  expect(html).toContain('\\u003c/script>');
});
