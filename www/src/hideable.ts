/** What of an inspector can be left out by name, where somebody's page has no use for it. */
export const inputNames = ["token", "jwks", "policy", "surroundings", "clock"] as const;
export const detailNames = ["claims", "context", "keys"] as const;
export const hideable = [...inputNames, "checks", ...detailNames] as const;

export type InputName = (typeof inputNames)[number];
export type DetailName = (typeof detailNames)[number];
export type Hideable = (typeof hideable)[number];

/** The names in a list that is separated by blanks, and what in it is no name. */
export function readHide(list: string): { hidden: ReadonlySet<string>; unknown: string[] } {
  const names = list.split(/\s+/).filter((name) => name !== "");
  const known: readonly string[] = hideable;
  return { hidden: new Set(names), unknown: names.filter((name) => !known.includes(name)) };
}
