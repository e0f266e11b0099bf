import { expect, it } from '@jest/globals';
import { describeEachDatabase } from '../../support/databases.ts';
describeEachDatabase('try', (open) => {
  for (const i of [1,2,3]) it('works '+i, async () => {
    const d = await open();
    await d.writer.insertInto('brands').values({handle:'a',name:'b'}).execute();
    await d.writer.insertInto('product_search').values({rowid: 1, title:'a',brand:'b',categories:'',keywords:''}).execute();
    expect(await d.reader.selectFrom('brands').selectAll().execute()).toEqual([{id:1,handle:'a',name:'b'}]);
  });
});
