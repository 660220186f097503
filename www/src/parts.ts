/**
 * The parts of the page and of the inspector element, each by the name of its tag. Reading a
 * module only writes a part down here: a page that imports the element has nothing defined
 * on it before somebody wants one.
 */
const parts = new Map<string, CustomElementConstructor>();

/** Writes a part down under its tag. */
export function part(tag: string) {
  return (element: CustomElementConstructor): void => {
    parts.set(tag, element);
  };
}

/** Defines every part that is not defined yet: another copy of this program may have been here before. */
export function defineParts(): void {
  for (const [tag, element] of parts) {
    if (customElements.get(tag) === undefined) customElements.define(tag, element);
  }
}
