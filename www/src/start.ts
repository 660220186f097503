/** Puts the page in the place of what the HTML says until then. */
import "./elements/page.js";
import { editors } from "./editors.js";
import { defineParts } from "./parts.js";
import { applyTheme, storedTheme } from "./theme.js";

export function startPage(): void {
  defineParts();
  applyTheme(storedTheme());
  void editors.start();
  // In a task of its own: the script has been one, and a long one keeps a slow machine from answering.
  setTimeout(() => {
    document.querySelector(".before")?.remove();
    document.body.append(document.createElement("assumable-page"));
  });
}
