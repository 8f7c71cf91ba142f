/**
 * The picture that stands where a card holds the photograph: JPEG 2000 as there, but a face drawn from a number, with
 * TEST across it. It says in itself what it is, and whose likeness it stands for.
 */

import { jp2 } from './jpeg2000.ts';

const width = 48;
const height = 60;

/** 0 to `most`, changing little where `likeness` changes little. */
const trait = (likeness: number, step: number, most: number): number =>
  Math.round((Math.abs(((likeness * step) % 20_000) - 10_000) * most) / 10_000);

const background = 236;
const dark = 40;

type Paint = (x: number, y: number) => number;

function face(likeness: number): Paint {
  const halfWidth = 10 + trait(likeness, 17, 8);
  const halfHeight = 14 + trait(likeness, 29, 8);
  const eyes = 4 + trait(likeness, 41, 3);
  const skin = 130 + trait(likeness, 53, 70);
  return (x, y) => {
    const [dx, dy] = [x - width / 2, y - 25];
    if ((dx / halfWidth) ** 2 + (dy / halfHeight) ** 2 > 1) return background;
    const onEye = Math.abs(dy + 4) <= 1 && Math.abs(Math.abs(dx) - eyes) <= 1;
    const onMouth = dy === 8 && Math.abs(dx) <= eyes;
    return onEye || onMouth ? dark : skin;
  };
}

/** TEST in letters of 5 by 7 points, a row a line. */
const letters = [
  '##### ##### ##### #####',
  '  #   #     #       #  ',
  '  #   #     #       #  ',
  '  #   ####  #####   #  ',
  '  #   #         #   #  ',
  '  #   #         #   #  ',
  '  #   ##### #####   #  ',
];
const lettersFrom = { x: Math.floor((width - 23) / 2), y: 51 };

const onLetter: (x: number, y: number) => boolean = (x, y) =>
  letters[y - lettersFrom.y]?.[x - lettersFrom.x] === '#';

const mark = 'TEST picture, not a photograph; likeness ';
const marked = new RegExp(`${mark}(\\d+);`);

/** A JP2 file of some 1,000 bytes, the same on any machine. */
export function portrait(likeness: number): Uint8Array {
  const paint = face(likeness);
  const points = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) points[y * width + x] = onLetter(x, y) ? 0 : paint(x, y);
  }
  return jp2(width, height, points, `<fcr>${mark}${likeness};</fcr>`);
}

/** Whose face a picture of ours stands for; null for any other picture. An emulated camera compares by it. */
export function likenessIn(photograph: Uint8Array): number | null {
  const head = Buffer.from(photograph.buffer, photograph.byteOffset, Math.min(photograph.length, 128));
  const [, likeness] = marked.exec(head.toString('latin1')) ?? [];
  return likeness === undefined ? null : Number(likeness);
}
