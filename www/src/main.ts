/** Starts the page. What `index.html` says meanwhile is taken away. */
import "./elements/page.js";
import { editors } from "./editors.js";
import { defineParts } from "./parts.js";
import { applyTheme, storedTheme } from "./theme.js";

applyTheme(storedTheme());
void editors.start();
// In a task of its own: the script was one already, and a long one keeps a slow machine from answering.
setTimeout(() => {
  defineParts();
  document.querySelector(".before")?.remove();
  document.body.append(document.createElement("assumable-page"));
});
