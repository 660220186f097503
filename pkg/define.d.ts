/** Importing this defines `<assumable-inspector>`, unless that is done already. */

import type { AssumableInspector, AssumableInspectorEventMap } from "./element.js";

declare global {
  interface HTMLElementTagNameMap {
    "assumable-inspector": AssumableInspector;
  }
  interface HTMLElementEventMap extends AssumableInspectorEventMap {}
}
