import { describe, expect, it } from 'vitest';
import { checkFile, isRefused } from '../../../../host-bridge/receipt/format/check.ts';
import { findingsOfOneRule } from '../../../../host-bridge/receipt/format/rules/rule.ts';
import { rules } from '../../../../host-bridge/receipt/format/rules.ts';
import { bytesOf, face, rightFiles } from './right-files.ts';
import { wrongFiles } from './wrong-files.ts';

const gradeOf = new Map(rules.map(({ id, grade }) => [id, grade]));
const refusing = (findings: ReturnType<typeof checkFile>): readonly string[] => [
  ...new Set(findings.filter(({ rule }) => rule.grade === 'refused').map(({ rule }) => rule.id)),
];

describe('The check of a file', () => {
  it.each(Object.entries(rightFiles))('refuses nothing in a right one: %s', (_which, { name, text }) => {
    expect(refusing(checkFile(name, bytesOf(text)))).toEqual([]);
  });

  it.each(wrongFiles.map((file) => [file.rule, file.what, file] as const))(
    'finds by the rule %s, and refuses by no other: %s',
    (rule, _what, { name, bytes, settings }) => {
      const findings = checkFile(name, bytes, settings);
      expect(findings.map((finding) => finding.rule.id)).toContain(rule);
      expect(refusing(findings)).toEqual(gradeOf.get(rule) === 'refused' ? [rule] : []);
    },
  );

  it('knows at least sixty wrong files, each for its own reason, and has one for every rule', () => {
    const reasons = new Set(wrongFiles.map(({ rule }) => rule));
    expect([...reasons].filter((id) => gradeOf.get(id) === 'refused').length).toBeGreaterThanOrEqual(60);
    expect(rules.map(({ id }) => id).filter((id) => !reasons.has(id))).toEqual([]);
    expect([...reasons].filter((id) => !gradeOf.has(id))).toEqual([]);
    const reasonsAndWhat = wrongFiles.map(({ rule, what }) => `${rule} ${what}`);
    expect(new Set(reasonsAndWhat).size).toBe(wrongFiles.length);
  });

  it('says where: by path and by line', () => {
    const text = face.text.replace('<Sex1>1</Sex1>', '<Sex1>9</Sex1>');
    const [finding] = checkFile(face.name, bytesOf(text));
    const line = text.slice(0, text.indexOf('<Sex1>')).split('\n').length;
    expect(finding).toMatchObject({
      path: 'XmlMsg/MessageBody/ResultList/ResultOfQualificationConfirmation/Sex1',
      line,
      problem: null,
    });
  });

  it('numbers elements that stand beside their like', () => {
    const text = face.text.replace(
      '<SpecificDiseasesDiseaseCategory>2',
      '<SpecificDiseasesDiseaseCategory>5',
    );
    expect(
      checkFile(face.name, bytesOf(text)).map(({ path }) => path.split('/').slice(-2).join('/')),
    ).toEqual(['SpecificDiseasesCertificateInfo[2]/SpecificDiseasesDiseaseCategory']);
  });

  it('repeats nothing of what the file holds', () => {
    const secret = '見本　太郎';
    for (const { name, bytes, settings } of wrongFiles) {
      expect(JSON.stringify(checkFile(name, bytes, settings))).not.toContain(secret);
    }
  });

  it('tells of a rule that is broken everywhere no more often than is of use', () => {
    const text = face.text.replace('<MessageBody>', `<MessageBody>${'<Unheard/><Birthdate/>'.repeat(5_000)}`);
    const ids = checkFile(face.name, bytesOf(text)).map(({ rule }) => rule.id);
    const counted = Object.fromEntries(
      [...new Set(ids)].map((id) => [id, ids.filter((one) => one === id).length]),
    );
    expect(counted).toEqual({ 'element/known': findingsOfOneRule, 'element/place': findingsOfOneRule });
  });

  it('is passed by notes alone', () => {
    const findings = checkFile(face.name.replace('TEST', ''), bytesOf(face.text));
    expect(findings.map(({ rule }) => rule.id)).toEqual(['name/test-mark']);
    expect(isRefused(findings)).toBe(false);
  });

  it('takes files of the encoding and line ends that the facility has chosen', () => {
    expect(checkFile(face.name, bytesOf(face.text), { encoding: 'utf-8', lineEnd: 'crlf' })).toEqual([]);
  });
});

describe('The rules', () => {
  it('list the codes of a table in their order', () => {
    expect(rules.find(({ id }) => id === 'code/008')?.states.en).toContain('01, 02, 03, 99');
  });

  it('have ids of their own, and words in both languages', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, states, remedy, source } of rules) {
      expect(id).toMatch(/^[a-z-]+\/[A-Za-z0-9-]+$/);
      for (const words of [states, remedy]) {
        expect(words.en, id).toMatch(/^[A-Z].*\.\)?$/);
        expect(words.ja, id).toMatch(/。$/);
      }
      expect(source.en && source.ja).toBeTruthy();
    }
  });
});
