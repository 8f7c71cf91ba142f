/** Tables in a text between `<!-- generated: NAME -->` and `<!-- end -->`, written anew from what they tell of. */

export type Tables = Readonly<Record<string, () => readonly string[]>>;

/**
 * The text with every table written anew. Marks that name no table are an error: the text and the tables go together.
 * @param file what the error calls the text
 */
export function withTables(text: string, tables: Tables, file: string): string {
  return text.replace(
    /(<!-- generated: ([^>]*?) -->)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => {
      const made = tables[name];
      if (made === undefined) throw new Error(`${file} asks for a table “${name}”`);
      return [begin, '', ...made(), '', end].join('\n');
    },
  );
}

/** Lines of a Markdown table. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

export const code = (text: string): string => `\`${text}\``;
