/**
 * Every part of the page in every dress: no violation that axe can find, nothing cut off. A file of its own,
 * since it takes longest and files run side by side.
 */

import { test } from "node:test";
import { assertAccessible, assertFits } from "./person.mjs";
import { fontConfiguration } from "./pictures/fonts.mjs";
import { assertPicture } from "./pictures/pictures.mjs";
import { fromTheTop, reach } from "./reach.mjs";
import { dresses, pictured, states, worn } from "./states.mjs";

// Before the browser is started.
process.env.FONTCONFIG_FILE = fontConfiguration();

for (const [dress, { context, then }] of Object.entries(dresses)) {
  test(`every part: ${dress}`, async (t) => {
    for (const name of worn) {
      await t.test(name, async (t) => {
        const { page } = await reach(t, states[name], context);
        await then?.(page);
        await assertFits(page, `${name}, ${dress}`);
        if (name === pictured) await assertPicture(page, dress);
        await fromTheTop(page);
        await assertAccessible(page, `${name}, ${dress}`);
      });
    }
  });
}
