/** `assumable/element`: the class of `<assumable-inspector>`. Importing it defines nothing. */
import { AssumableInspector } from "./elements/assumable-inspector.js";

export { AssumableInspector };

/**
 * Defines the element under its name, or another. A name that is taken, by another copy of
 * the package or by another version, is left alone; so is a program that has no elements.
 */
export function define(tag = "assumable-inspector"): void {
  if (typeof customElements === "undefined" || customElements.get(tag) !== undefined) return;
  try {
    customElements.define(tag, AssumableInspector);
  } catch {
    // A class goes by one name only.
    customElements.define(tag, class extends AssumableInspector {});
  }
}
