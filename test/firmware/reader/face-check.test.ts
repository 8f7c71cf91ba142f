import { describe, expect, it } from 'vitest';
import type { FaceThresholds } from '../../../firmware/credential/face-decision.ts';
import type { Sight } from '../../../simulator/peripherals/camera.ts';
import { VirtualDesk } from './virtual-desk.ts';

const verdictsOf = (desk: VirtualDesk) => desk.observed('face').map(({ verdict }) => verdict);
const staffAtDesk = (desk: VirtualDesk) =>
  desk.bridged.flatMap((observation) => (observation.event === 'staffCalledAt' ? [observation.why] : []));
const wordsOf = (desk: VirtualDesk) => desk.reader.status?.view?.text.join('\n');

async function faced(sight: Sight, face: Partial<FaceThresholds> = {}): Promise<VirtualDesk> {
  const desk = await VirtualDesk.open({ face });
  await desk.place();
  await desk.see(sight);
  await desk.press('1');
  return desk;
}

describe('the face check of a whole reader', () => {
  it.each(['photo', 'screen', 'mask_attack'] as const)(
    'refuses %s as a copy: its own verdict and words, the tone of errors, and the desk is told',
    async (sight) => {
      await using desk = await faced(sight);
      await desk.silence();
      expect(desk.screen).toBe('face_retry');
      expect(verdictsOf(desk)).toEqual(['attack']);
      expect(wordsOf(desk)).toContain('写真や画面は使えません');
      expect(desk.observed('tone').map(({ tone }) => tone)).toContain('error');
      expect(desk.said).toContain('announce.face_not_confirmed');
      expect(staffAtDesk(desk)).toEqual(['identity']);
    },
  );

  it.each([
    ['stranger', 'notMatched', '顔で確認できませんでした。'],
    ['blurred', 'unclear', '顔がはっきり写りませんでした。'],
  ] as const)('says of %s nothing of copies, and calls nobody', async (sight, verdict, words) => {
    await using desk = await faced(sight);
    expect(verdictsOf(desk)).toEqual([verdict]);
    expect(wordsOf(desk)).toContain(words);
    expect(wordsOf(desk)).not.toContain('写真');
    expect(staffAtDesk(desk)).toEqual([]);
  });

  it('does not go on speaking of a copy when the next try fails for another reason', async () => {
    await using desk = await faced('photo');
    await desk.see('stranger');
    await desk.press('1');
    expect(verdictsOf(desk)).toEqual(['attack', 'notMatched']);
    expect(wordsOf(desk)).not.toContain('写真');
  });

  it.each(['stranger', 'photo', 'blurred'] as const)('counts %s as a try', async (sight) => {
    await using desk = await faced(sight);
    await desk.press('1');
    await desk.press('1');
    expect(verdictsOf(desk)).toHaveLength(3);
    expect(desk.reader.status?.view?.choices.map(({ key }) => key)).toEqual(['2', '9', '0', '*']);
  });

  it.each([
    ['match', { similarity: 1 }, 'notMatched'],
    ['stranger', { similarity: 0.001 }, 'matched'],
    ['match', { attack: 0 }, 'attack'],
    ['photo', { attack: 1 }, 'matched'],
    ['blurred', { quality: 0, similarity: 0.3 }, 'matched'],
  ] as const)(
    'decides about %s by the thresholds of its profile, with %o as %s',
    async (sight, face, verdict) => {
      await using desk = await faced(sight, face);
      expect(verdictsOf(desk)).toEqual([verdict]);
      expect(desk.screen).toBe(verdict === 'matched' ? 'consent_all' : 'face_retry');
    },
  );

  it('lets no figure of a comparison be observed', async () => {
    await using desk = await faced('match');
    expect(desk.observed('face')).toEqual([{ event: 'face', verdict: 'matched' }]);
    expect(JSON.stringify(desk.heard)).not.toMatch(/similarity|quality|0\.\d{3}/);
  });
});
