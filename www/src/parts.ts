/**
 * The parts of the page and of the inspector element, each by the name of its tag. Reading a
 * module only writes a part down here: a page that imports the element has nothing defined
 * on it before somebody wants one.
 */
import { tell } from "./events.js";

const parts = new Map<string, CustomElementConstructor>();

/** Writes a part down under its tag. Where it cannot be drawn, it says so: what it shows may be older than what is there. */
export function part(tag: string) {
  return (element: CustomElementConstructor): void => {
    saysWhenUndrawn(element.prototype as Drawn);
    parts.set(tag, element);
  };
}

/** Of Lit, which calls it for each drawing. */
type Drawn = HTMLElement & { performUpdate: () => void };

function saysWhenUndrawn(prototype: Drawn) {
  const draw = prototype.performUpdate;
  prototype.performUpdate = function (this: Drawn) {
    try {
      draw.call(this);
    } catch (error) {
      tell(this, "undrawn", { by: kindOf(error) });
    }
  };
}

/** The kind of an error; its message may quote what was pasted. */
export function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Defines every part that is not defined yet: another copy of this program may have been here before. */
export function defineParts(): void {
  for (const [tag, element] of parts) {
    if (customElements.get(tag) === undefined) customElements.define(tag, element);
  }
}
