/** Rules about attributes: no file of this interface has any. */

import type { MessageElement } from '../read-message.ts';
import { consumers, type Judgement } from './rule.ts';

const isNamespace = (name: string): boolean => /^xmlns(?::|$)/.test(name);

/** Each element of which an attribute is meant. */
const having =
  (isMeant: (name: string) => boolean): Judgement['brokenAt'] =>
  ({ message }) => {
    const all = (element: MessageElement): readonly MessageElement[] => [
      ...(element.attributes.some(isMeant) ? [element] : []),
      ...element.children.flatMap(all),
    ];
    return all(message.root);
  };

export const attributeRules: readonly Judgement[] = [
  {
    id: 'element/no-namespace',
    grade: 'refused',
    source: consumers,
    basis: 'consumers',
    states: {
      en: 'An element declares no namespace (xmlns): names are in none, and a reader that knows namespaces would not find them.',
      ja: '要素は名前空間（xmlns）を宣言しない。宣言すると、名前空間を扱うプログラムが要素を見つけられない。',
    },
    remedy: { en: 'Leave xmlns out.', ja: 'xmlns を取り除く。' },
    brokenAt: having(isNamespace),
  },
  {
    id: 'element/no-attributes',
    grade: 'refused',
    source: consumers,
    basis: 'consumers',
    states: {
      en: 'An element has no attributes: everything stands in elements.',
      ja: '要素に属性はない。内容はすべて要素に入る。',
    },
    remedy: { en: 'Leave the attribute out.', ja: '属性を取り除く。' },
    brokenAt: having((name) => !isNamespace(name)),
  },
];
