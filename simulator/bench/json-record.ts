/** Every JSON document that this process writes or reads from now on, so that it can be written and read again. */

export type Json =
  | { readonly kind: 'jsonWritten'; readonly value: unknown }
  | { readonly kind: 'jsonRead'; readonly text: string };

/** Gives back the way to stop. */
export function recordJson(took: (json: Json) => void): () => void {
  const { parse, stringify } = JSON;
  JSON.parse = (text, ...rest) => {
    took({ kind: 'jsonRead', text });
    return parse(text, ...rest);
  };
  JSON.stringify = (value: unknown, ...rest: unknown[]) => {
    took({ kind: 'jsonWritten', value: structuredClone(value) });
    return Reflect.apply(stringify, JSON, [value, ...rest]);
  };
  return () => {
    JSON.parse = parse;
    JSON.stringify = stringify;
  };
}
