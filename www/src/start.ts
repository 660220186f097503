/** Puts the page in the place of what the HTML says until then. */
import "./elements/page.js";
import { editors } from "./editors.js";
import { defineParts } from "./parts.js";
import { applyTheme, storedTheme } from "./theme.js";

export function startPage(): void {
  defineParts();
  applyTheme(storedTheme());
  document.querySelector(".before")?.remove();
  document.body.append(document.createElement("assumable-page"));
  void editors.start();
}
