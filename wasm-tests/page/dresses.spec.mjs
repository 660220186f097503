/**
 * Every part of the page in every dress: no violation that axe can find, nothing cut off. A file of its own,
 * since it takes longest and files run side by side.
 */

import { test } from "../support/test.mjs";
import { assertAccessible, assertFits } from "./person.mjs";
import { fontConfiguration } from "./pictures/fonts.mjs";
import { assertPicture } from "./pictures/pictures.mjs";
import { fromTheTop, reach } from "./reach.mjs";
import { dresses, phone, pictured, states, wear, worn } from "./states.mjs";

// Before the browser is started.
process.env.FONTCONFIG_FILE = fontConfiguration();

// Who changes the theme, makes the window narrow or enlarges the text does so with the page before them: it
// changes clothes where it stands. Only a phone is a phone from the start.
for (const name of worn) {
  for (const [where, context] of Object.entries({ "a desk": {}, "a phone": phone })) {
    test(`${name}, in every dress: on ${where}`, async (t) => {
      const { page } = await reach(t, states[name], context);
      for (const [dress, worn] of Object.entries(dresses)) {
        if (worn.context.hasTouch !== context.hasTouch) continue;
        await t.test(dress, async () => {
          await wear(page, worn);
          await looksRight(page, `${name}, ${dress}`);
        });
      }
    });
  }
}

for (const [dress, worn] of Object.entries(dresses)) {
  test(`loaded in this dress: ${dress}`, async (t) => {
    const { page } = await reach(t, states[pictured], worn.context);
    await worn.then?.(page);
    await assertPicture(page, dress);
    await looksRight(page, `${pictured}, ${dress}`);
  });
}

async function looksRight(page, state) {
  await assertFits(page, state);
  await fromTheTop(page);
  await assertAccessible(page, state);
}
