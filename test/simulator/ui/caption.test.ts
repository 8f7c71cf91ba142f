import { expect, test } from 'vitest';
import { lastSpoken } from '../../../simulator/ui/caption.ts';
import { VirtualDesk } from '../../firmware/reader/virtual-desk.ts';

test.each([
  ['broken-card', 'EMU-001'],
  ['other-card', 'EMU-002'],
])(
  'the number of an error is in the caption as it is written, and spoken letter by letter: %s',
  async (card, code) => {
    for (const keys of ['', '82']) {
      await using desk = await VirtualDesk.open();
      await desk.press(keys);
      await desk.place(card);
      const spoken = desk.reader.transcript.entries.findLast(({ id }) => id.startsWith('announce.'));
      expect(spoken?.text).not.toContain(code);
      expect(lastSpoken(desk.reader)?.text).toContain(code);
      expect(lastSpoken(desk.reader)).toEqual({ ...spoken, text: lastSpoken(desk.reader)?.text });
    }
  },
);

test('a caption that holds no number has the words that are spoken', async () => {
  await using desk = await VirtualDesk.open();
  await desk.place();
  const spoken = desk.reader.transcript.entries.findLast(({ text }) => text !== null);
  expect(lastSpoken(desk.reader)).toEqual(spoken);
});

test('nothing was spoken yet: there is no caption', async () => {
  await using desk = await VirtualDesk.open();
  expect(lastSpoken(desk.reader)).toBeNull();
});
