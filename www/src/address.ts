/** The address of the page: it names an example, or nothing. Nothing that was pasted gets there. */
export function nameExample(id: string | undefined): void {
  const { pathname, search, hash } = location;
  const wanted = id === undefined ? "" : `#example=${id}`;
  if (hash === wanted) return;
  try {
    history.replaceState(null, "", `${pathname}${search}${wanted}`);
  } catch {
    // In a frame without an origin the address cannot be changed, and need not be.
  }
}
