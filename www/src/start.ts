/** Puts the page in the place of what the HTML says until then. */
import "./elements/page.js";
import { fetchCore } from "./engine.js";
import { editors } from "./editors.js";
import { defineParts } from "./parts.js";
import { applyTheme, storedTheme } from "./theme.js";
import { firstPaint, nextTask } from "./turns.js";

export async function startPage(): Promise<void> {
  applyTheme(storedTheme());
  fetchCore();
  editors.preload();
  // What the HTML says is there at once: all else is work that a slow machine would have to do first.
  await firstPaint();
  void editors.start();
  defineParts();
  await nextTask();
  document.querySelector(".before")?.remove();
  document.body.append(document.createElement("assumable-page"));
}
