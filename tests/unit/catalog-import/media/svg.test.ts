import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findSvgFault } from '../../../../storefront/media/check-svg.ts';

const svg = (content: string, attributes = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`);

describe('findSvgFault', () => {
  it.each([
    ['a drawing', svg('<title>T</title><g fill="url(#a)"><path d="M0 0"/></g>')],
    ['a style of its own', svg('<style>.a{fill:url(#b)}</style><rect class="a"/>')],
    ['a reference within', svg('<use href="#a"/><use xlink:href="#a"/>')],
    ['an embedded picture', svg('<image href="data:image/png;base64,AAAA"/>')],
    [
      'an XML declaration',
      Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?>'), svg('')]),
    ],
    ['a comment', svg('<!-- made by hand -->')],
  ])('accepts %s', (_name, bytes) => {
    expect(findSvgFault(bytes)).toBeUndefined();
  });

  it.each([
    ['a script', svg('<script>alert(1)</script>')],
    [
      'a script under a prefix',
      svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
    ],
    ['an event handler', svg('<rect onload="x()"/>')],
    ['an event handler at the root', svg('', 'onload="x()"')],
    ['HTML', svg('<foreignObject><p/></foreignObject>')],
    ['a frame', svg('<iframe src="#a"/>')],
    ['an animated link', svg('<animate attributeName="href" values="javascript:x()"/>')],
    ['a link', svg('<a href="https://x.example"/>')],
    ['a picture from elsewhere', svg('<image href="https://x.example/a.png"/>')],
    ['an embedded document', svg('<image href="data:image/svg+xml;base64,AAAA"/>')],
    ['a use from elsewhere', svg('<use xlink:href="b.svg#a"/>')],
    ['a spelled-out link', svg('<use href="&#104;ttps://x.example#a"/>')],
    ['a filling from elsewhere', svg('<rect fill="url(https://x.example#a)"/>')],
    ['a style from elsewhere', svg('<style>@import "https://x.example";</style>')],
    ['a background from elsewhere', svg('<style>svg{background:url(//x.example)}</style>')],
    ['an escaped style', svg('<style>svg{background:u\\72l(//x.example)}</style>')],
    ['an entity in a style', svg('<style>svg{background:u&#114;l(//x.example)}</style>')],
    ['another namespace', Buffer.from('<svg xmlns="http://www.w3.org/1999/xhtml"><title/></svg>')],
    ['an entity', Buffer.concat([Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]>'), svg('&a;')])],
    ['a style sheet', Buffer.concat([Buffer.from('<?xml-stylesheet href="x.css"?>'), svg('')])],
    [
      'another encoding',
      Buffer.concat([Buffer.from('<?xml version="1.0" encoding="utf-7"?>'), svg('')]),
    ],
    ['no SVG', Buffer.from('<html></html>')],
    ['no text', Buffer.from([0xff, 0xfe, 0x3c])],
  ])('refuses %s', (_name, bytes) => {
    expect(findSvgFault(bytes)).toEqual(expect.any(String));
  });

  it('accepts the pictures of the demo catalog', () => {
    const folder = new URL('../../../../storefront/demo/media/', import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.svg'));

    const refused = files.filter((name) => findSvgFault(readFileSync(new URL(name, folder))));

    expect(files.length).toBeGreaterThan(0);
    expect(refused).toEqual([]);
  });
});
