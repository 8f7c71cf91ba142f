import { describe, expect, it } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import { parsePeople } from '../../../simulator/people/registry.ts';
import { makeTown } from '../../../simulator/town/town.ts';
import { townFile } from '../../../simulator/town/town-file.ts';

const town = townFile(makeTown({ people: 6, seed: 'text', day: null }).people);
const problemOf = (text: string) => {
  try {
    parsePeople(text, 'town.yaml');
  } catch (error) {
    if (error instanceof EmulatorError) return error.problem;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('A people file in JSON', () => {
  it('holds the same people as the same file in YAML', () => {
    const asYaml = `# so it is no JSON\n${town}`;
    expect(JSON.stringify([...parsePeople(asYaml, 'y')])).toBe(JSON.stringify([...parsePeople(town, 'j')]));
  });

  it('tells on which line an entry is wrong, and never the value', () => {
    const problem = problemOf(town.replace(/("t00004".*"pin":)"\d{4}"/, '$1"12x4"'));
    expect(problem).toMatchObject({
      code: 'EMU-622',
      detail: { line: 5, path: 't00004.pin', reason: '4 digits' },
    });
    expect(JSON.stringify(problem)).not.toContain('12x4');
  });

  it('tells of an id that is none', () => {
    expect(problemOf(town.replace('"t00002"', '"T 2"'))).toMatchObject({
      code: 'EMU-622',
      detail: { line: 3, path: 'T 2' },
    });
  });

  it('tells the first line of what holds no people at all', () => {
    expect(problemOf('{"a": 1}')).toMatchObject({ code: 'EMU-622', detail: { line: 1, path: 'a' } });
  });

  it('is refused where it names somebody or something twice, as YAML is', () => {
    const somebody = problemOf(town.replace('"t00002"', '"t00001"'));
    expect(somebody).toMatchObject({ code: 'EMU-621', detail: { line: 3, reason: 'DUPLICATE_KEY' } });
    const something = problemOf(town.replace('"sex":', '"pin": "0000", "sex":').replace(/\n/g, ' '));
    expect(something).toMatchObject({ code: 'EMU-621', detail: { reason: 'DUPLICATE_KEY' } });
  });

  it('may say anything in a text, quotes, colons and backslashes too', () => {
    const said = town.replace(/"en":"[^"]*"/, JSON.stringify({ en: 'a "b": \\ c\\": ' }).slice(1, -1));
    expect([...parsePeople(said, 'j')][0]?.about.en).toBe('a "b": \\ c\\": ');
  });

  it('hears of everybody who was read', () => {
    const heard: string[] = [];
    parsePeople(town, 'j', (count, of) => heard.push(`${count}/${of}`));
    expect(heard).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
  });
});
