import { describe, expect, it } from 'vitest';
import { meaningOfChoice, moveAskedIn, toldBy } from '../../../simulator/eyes-free/meanings.ts';
import { choicesIn } from '../../../simulator/eyes-free/spoken-choices.ts';

const read = (sentence: string, language: 'ja' | 'en') =>
  choicesIn(sentence, language).map(({ what, key }) => `${meaningOfChoice(what, language)} ${key}`);

describe('choices read out of what is spoken', () => {
  it.each([
    [
      '全て同意するときは1、個別に同意するときは2、同意しないときは3を押してください。',
      ['agreeToAll 1', 'oneByOne 2', 'refuse 3'],
    ],
    [
      'この内容でよろしければシャープ、選び直すときはこめじるしを押してください。',
      ['confirm #', 'chooseAgain *'],
    ],
    ['続けて操作するときは、こめじるしを押してください。', ['goOn *']],
    ['9を押し、お名前が呼ばれるまでお待ちください。', ['end 9']],
    ['終了ボタンの9を押し、お名前が呼ばれるまでお待ちください。', ['end 9']],
    ['顔は1、暗証番号は2、係員は0を押してください。', ['face 1', 'pin 2', 'staff 0']],
  ])('in Japanese: %s', (sentence, choices) => {
    expect(read(sentence, 'ja')).toEqual(choices);
  });

  it.each([
    ['To agree to all, press one.', ['agreeToAll 1']],
    ['One by one, two.', ['oneByOne 2']],
    ['Not to agree, press three.', ['refuse 3']],
    ['If this is right, hash.', ['confirm #']],
    ['To go on by yourself, press star.', ['goOn *']],
    ['Press nine to finish, then wait until you are called.', ['end 9']],
    ['For English, press 2.', ['ownLanguage 2']],
    ['While nothing is entered, hash repeats this and star goes back.', ['hearAgain #']],
  ])('in English: %s', (sentence, choices) => {
    expect(read(sentence, 'en')).toEqual(choices);
  });

  it('are none where a number is no key, or no key is named', () => {
    expect(read('3つのうち1つ目、手術、傷病名、感染症です。', 'ja')).toEqual([]);
    expect(read('1 of 3: surgery, diagnoses, infections.', 'en')).toEqual([]);
    expect(read('To go on, press any key.', 'en')).toEqual([]);
  });

  it('tell whether the key came first', () => {
    expect(choicesIn('Press one to agree to all.', 'en')).toEqual([
      { what: 'agree to all', key: '1', keyFirst: true },
    ]);
    expect(choicesIn('1を押すと、全て同意します。', 'ja').map(({ keyFirst }) => keyFirst)).toEqual([true]);
  });
});

describe('what is told', () => {
  it('is understood by the words, directions as one’s own', () => {
    expect(moveAskedIn('少し右へ動いてください。', 'ja')).toBe('right');
    expect(moveAskedIn('Move a little to your left.', 'en')).toBe('left');
    expect([...toldBy('Put the same card back within 20 seconds.', 'en')]).toEqual(['layCard']);
    expect([...toldBy('スマートフォンの、4桁の暗証番号を入れて、シャープを押してください。', 'ja')]).toEqual([
      'enterPhonePin',
    ]);
    expect([...toldBy('4桁の暗証番号を入れて、シャープを押してください。', 'ja')]).toEqual(['enterPin']);
  });
});
