/** What `page/pictures/compare.mjs` takes for a difference, on pictures made here: a card with a line of text and two buttons. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../page/pictures/compare.mjs";

const [width, height] = [120, 80];
const paper = [240, 240, 240];
const ink = [32, 32, 32];
const blue = [48, 80, 208];
const card = [208, 240, 224];

/** A picture by the colour of each place. */
function picture(colourAt) {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set([...colourAt(x, y), 255], (y * width + x) * 4);
  }
  return { width, height, data };
}

const isIn = ([left, top, wide, high], x, y) => x >= left && x < left + wide && y >= top && y < top + high;

/** Strokes as of letters: two columns of ink, two of what is behind them. */
const isStroke = (area, x, y) => isIn(area, x, y) && (x - area[0]) % 4 < 2;

/** The page, with its parts where they are, or without one. */
function page({ button = [80, 50, 26, 12], label = true, text = [12, 20, 60, 5], surface = card } = {}) {
  return picture((x, y) => {
    if (text && isStroke(text, x, y)) return ink;
    if (button && isIn(button, x, y)) {
      const [left, top] = button;
      return label && isStroke([left + 6, top + 4, 14, 4], x, y) ? paper : blue;
    }
    return isIn([6, 10, 108, 60], x, y) ? surface : paper;
  });
}

/** Each place as a function of the places around it. */
function redrawn({ data }, colourOf) {
  const at = (x, y, channel) =>
    data[(Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 4 + channel];
  return picture((x, y) => [0, 1, 2].map((channel) => colourOf((dx, dy) => at(x + dx, y + dy, channel))));
}

const same = {
  "the same": page(),
  "moved by one pixel to the right": redrawn(page(), (at) => at(-1, 0)),
  "moved by one pixel to the left and up": redrawn(page(), (at) => at(1, 1)),
  "moved by half a pixel down": redrawn(page(), (at) => (at(0, 0) + at(0, -1)) / 2),
  "with soft edges": redrawn(
    page(),
    (at) => (2 * at(0, 0) + at(-1, 0) + at(1, 0) + at(0, -1) + at(0, 1)) / 6,
  ),
  "with edges softened twice": redrawn(
    redrawn(page(), (at) => (at(-1, 0) + at(0, 0) + at(1, 0)) / 3),
    (at) => (at(0, -1) + at(0, 0) + at(0, 1)) / 3,
  ),
  "with text a pixel farther on": page({ text: [13, 20, 60, 5] }),
  "with another grey in each edge": redrawn(page(), (at) => at(0, 0) + (at(1, 0) - at(0, 0)) / 4),
  "with colours in steps": redrawn(page(), (at) => Math.min(255, Math.round(at(0, 0) / 16) * 16)),
};

const different = {
  "a missing button": page({ button: null }),
  "a button without its label": page({ label: false }),
  "a missing line of text": page({ text: null }),
  "half of a line": page({ text: [12, 20, 30, 5] }),
  "a button moved by six pixels": page({ button: [86, 50, 26, 12] }),
  "a line moved by five pixels": page({ text: [12, 25, 60, 5] }),
  "a card in another colour": page({ surface: [240, 208, 208] }),
  "a part that was not there": picture((x, y) => {
    const { data } = page();
    return isIn([20, 50, 10, 10], x, y) ? blue : data.slice((y * width + x) * 4, (y * width + x) * 4 + 3);
  }),
};

for (const [name, found] of Object.entries(same)) {
  test(`no difference: ${name}`, () => {
    assert.equal(difference(page(), found), undefined);
    assert.equal(difference(found, page()), undefined);
  });
}

for (const [name, found] of Object.entries(different)) {
  test(`a difference: ${name}`, () => {
    assert.ok(difference(page(), found)?.count > 0);
    assert.ok(difference(found, page())?.count > 0);
  });
}

test("the difference is marked where it is", () => {
  const { data } = difference(page(), page({ button: null }));
  const isMarked = (x, y) => data[(y * width + x) * 4] === 255;
  assert.ok(isMarked(93, 56), "in the button");
  assert.ok(!isMarked(20, 22), "not in the text");
});
