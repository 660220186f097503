/**
 * A report after an edit says most things as the one before did. What is said again stays the same
 * object, so that the elements that show it need not draw it again.
 */

/** `after`, in which every part that equals that of `before` was replaced by it. */
export function sharing<T>(before: T | undefined, after: T): T {
  return shared(before, after) as T;
}

/** For Lit's `hasChanged`: values made anew for each drawing are often as they were. */
export function unlike(value: unknown, before: unknown): boolean {
  return shared(before, value) !== before;
}

/** The same, for an object of which only some members are shown. */
export function unlikeIn<T>(...members: (keyof T)[]): (value: T, before: T | undefined) => boolean {
  return (value, before) => members.some((name) => unlike(value[name], before?.[name]));
}

function shared(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (!isComposite(before) || !isComposite(after)) return after;
  if (before instanceof Set && after instanceof Set) return sameMembers(before, after) ? before : after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const names = Object.keys(after);
  let same = names.length === Object.keys(before).length;
  for (const name of names) {
    const part = Object.hasOwn(before, name) ? shared(before[name], after[name]) : after[name];
    same &&= Object.hasOwn(before, name) && Object.is(part, before[name]);
    after[name] = part;
  }
  return same ? before : after;
}

function sameMembers(one: ReadonlySet<unknown>, other: ReadonlySet<unknown>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member));
}

function isComposite(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
