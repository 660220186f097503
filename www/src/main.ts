/** Starts the page. What `index.html` says meanwhile is taken away. */
import "./elements/page.js";
import { editors } from "./editors.js";
import { applyTheme, storedTheme } from "./theme.js";

applyTheme(storedTheme());
document.querySelector(".before")?.remove();
document.body.append(document.createElement("assumable-page"));
void editors.start();
