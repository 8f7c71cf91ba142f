import { describe, expect, it } from 'vitest';
import { brokenRules } from '../../../simulator/accessibility/page-rules.ts';

const page = (body: string, head = '<title>A page</title>', html = '<html lang="en">'): string =>
  `<!doctype html>${html}<head>${head}</head><body><main>${body}</main></body></html>`;
const table = '<table><caption>Keys</caption><tr><th scope="col">Key</th></tr><tr><td>1</td></tr></table>';

describe('the rules of markup', () => {
  it('are kept by a page with language, title, headings in order, captions and scopes', () => {
    const good = page(
      `<h1>A</h1><h2 id="b">B</h2>${table}<p><a href="#b">to B</a> <img src="a.svg" alt="A"></p><label for="f">F</label><input id="f">`,
    );
    expect(brokenRules(good)).toEqual([]);
  });

  it.each([
    ['3.1.1', page('<h1>A</h1>', '<title>A</title>', '<html>')],
    ['2.4.2', page('<h1>A</h1>', '<title> </title>')],
    ['1.3.1', page('<h1>A</h1>').replaceAll('main', 'div')],
    ['2.4.6', page('<h1>A</h1><h1>B</h1>')],
    ['1.3.1', page('<h2>A</h2><h1>B</h1>')],
    ['1.3.1', page('<h1>A</h1><h3>B</h3>')],
    ['1.3.1', page(`<h1>A</h1>${table.replace('<caption>Keys</caption>', '')}`)],
    ['1.3.1', page(`<h1>A</h1>${table.replace(' scope="col"', '')}`)],
    ['1.3.1', page(`<h1>A</h1>${table.replace('<th scope="col">Key</th>', '<td>Key</td>')}`)],
    ['1.1.1', page('<h1>A</h1><img src="a.svg">')],
    ['2.4.4', page('<h1>A</h1><a href="/"><span></span></a>')],
    ['4.1.1', page('<h1 id="a">A</h1><p id="a">B</p>')],
    ['2.4.1', page('<h1>A</h1><a href="#nowhere">B</a>')],
    ['1.3.1', page('<h1>A</h1><input id="f">')],
    ['2.4.3', page('<h1>A</h1><a href="/" tabindex="2">B</a>')],
    ['2.2.2', page('<h1>A</h1><audio autoplay></audio>')],
  ])('%s is broken by %s', (rule, broken) => {
    const found = brokenRules(broken);
    expect(found).toHaveLength(1);
    expect(found[0]?.en).toContain(`(${rule})`);
    expect(found[0]?.ja).toMatch(new RegExp(`[ぁ-ん]+.*（${rule}）$`));
  });
});
