/** Seconds after which everything is cleared when nothing happens, and from which on that is said. */
export const idleLimit = 600;
export const idleWarning = 120;

/** Seconds until clearing; undefined where that is not to be said yet. */
export function idleLeft(lastTouched: number, wall: number): number | undefined {
  const left = idleLimit - (wall - lastTouched);
  return left <= idleWarning ? Math.max(0, left) : undefined;
}
