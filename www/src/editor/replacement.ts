/** The smallest change that makes one text of another, so that carets and marks beside it stay. */
export interface Replacement {
  from: number;
  to: number;
  insert: string;
}

export function replacement(before: string, after: string): Replacement {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same += 1;
  }
  return { from: start, to: before.length - same, insert: after.slice(start, after.length - same) };
}
