/** Starts the page. What `index.html` says meanwhile is taken away. */
import "./elements/page.js";
import { editors } from "./editors.js";
import { defineParts } from "./parts.js";
import { applyTheme, storedTheme } from "./theme.js";

defineParts();
applyTheme(storedTheme());
document.querySelector(".before")?.remove();
document.body.append(document.createElement("assumable-page"));
void editors.start();
