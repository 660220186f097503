/** How a state of `states.mjs` is reached, and looked at whole. */

import { visit } from "./harness.mjs";
import { moment } from "./states.mjs";

/** Opens the page in this state; the context of a dress is put over its own. */
export async function reach(t, { path, prepare, context: own, until, then }, context) {
  const visited = await visit(t, {
    path,
    context: { ...own, ...context },
    until,
    prepare: async (page) => {
      await page.clock.setFixedTime(moment);
      await prepare?.(page);
    },
  });
  await then?.(visited.page);
  return visited;
}

/** Seen from the top, and laid out to its end: what is out of view has no sizes that axe could go by. */
export async function fromTheTop(page) {
  await page.evaluate(async () => {
    const everything = new CSSStyleSheet();
    everything.replaceSync("* { content-visibility: visible !important; }");
    document.querySelector("assumable-page")?.shadowRoot?.adoptedStyleSheets.push(everything);
    scrollTo({ top: 0, behavior: "instant" });
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}
