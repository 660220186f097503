/** How much of what is long is drawn: a browser stands still for seconds over what nobody reads. */
import { type Column, visible } from "./difference.js";
import { strings } from "./strings.js";

/** Characters of one text that are drawn: more than anybody reads in one place, and no browser waits for them. */
const mostDrawn = 2000;

/** As much of a text as is drawn: of a long one its start and its end. */
export function clipped(text: string): string {
  if (text.length <= mostDrawn) return text;
  const half = mostDrawn / 2;
  const start = text.slice(0, half).replace(/[\ud800-\udbff]$/, "");
  const end = text.slice(-half).replace(/^[\udc00-\udfff]/, "");
  return `${start}${strings.longText(text.length - start.length - end.length)}${end}`;
}

/** Values that are drawn one behind the other. */
const mostValues = 100;

/** As many values as are drawn, and how many more there are. */
export function fewOf(values: readonly string[]): { few: string[]; more: number } {
  const few = values.slice(0, mostValues);
  return { few, more: values.length - few.length };
}

/** As many values as are drawn, in one text. */
export function listOf(values: readonly string[], draw: (text: string) => string): string {
  const { few, more } = fewOf(values);
  return [...few.map(draw), ...(more > 0 ? [strings.longList.rest(more)] : [])].join(", ");
}

/** As much of a text as is drawn, with everything that cannot be seen written out. */
export function shown(text: string): string {
  return visible(clipped(text));
}

/** Columns that are drawn at the start, and at the end, of what would be too many. */
const mostColumns = 100;

/** As many of the columns as are drawn. */
export function drawnOf(columns: readonly Column[]): Column[] {
  if (columns.length <= 2 * mostColumns) return [...columns];
  const between: Column = { kind: "same", actual: "…", expected: "…" };
  return [...columns.slice(0, mostColumns), between, ...columns.slice(-mostColumns)];
}
