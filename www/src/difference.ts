/** Where the trust policy and the token part: the two texts, cut into columns that belong together. */
import type { ConditionReading, ExpectedValue, Report, StatementReading } from "./contract.js";
import { countAtStart, withoutEnd } from "./ends.js";

/** A piece of the token's value over the piece of the pattern that it met. */
export interface Column {
  kind: "same" | "wildcard" | "differs";
  actual: string;
  expected: string;
}

/** The condition that stands in the way, and the statement that it is part of. */
export interface Obstacle {
  statement: StatementReading;
  index: number;
  condition: ConditionReading;
  /** Of the condition's values, the one that comes closest. */
  value: ExpectedValue | undefined;
}

/** The condition that the verdict is about, where it is about one of the trust policy. */
export function obstacleOf({ verdict, trust }: Report): Obstacle | undefined {
  if (verdict.obstacle === undefined) return undefined;
  const { statement: index, condition: at, value: of } = verdict.obstacle;
  const statement = trust.statements[index];
  const condition = at === undefined ? undefined : statement?.conditions[at];
  if (statement === undefined || condition === undefined) return undefined;
  const value = of === undefined ? nearestFirst(condition)[0] : condition.expected[of];
  return { statement, index, condition, value };
}

/** The values of a condition: what matched first, then what came closest, from its start and then from its end. */
export function nearestFirst({ expected, actual }: ConditionReading): ExpectedValue[] {
  // Once for each of them: a policy may list thousands.
  const ranked = expected.map((value) => ({
    value,
    rank: value.matched ? Number.MAX_SAFE_INTEGER : (value.nearest?.actualMatched ?? -1),
    end: commonEnd(value.text, actual[0] ?? ""),
  }));
  ranked.sort((one, other) => other.rank - one.rank || other.end - one.end);
  return ranked.map(({ value }) => value);
}

function commonEnd(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

/** The value of the call that a value of the policy was compared with, in columns. */
export function columnsOf(condition: ConditionReading, value: ExpectedValue): Column[] {
  const pattern = value.resolved ?? value.text;
  const taken = value.alignment ?? agreed(condition, value, pattern);
  const begin = taken.map((part) => part.value).join("");
  const actual = condition.actual.find((text) => text.startsWith(begin)) ?? condition.actual[0];
  const columns = taken
    .filter((part) => part.pattern !== "" || part.value !== "")
    .flatMap((part): Column[] =>
      part.wildcard
        ? [{ kind: "wildcard", actual: part.value, expected: part.pattern }]
        : breakable(part.value).map((text) => ({ kind: "same", actual: text, expected: text })),
    );
  const rest = {
    actual: (actual ?? "").slice(begin.length),
    expected: pattern.slice(taken.map((part) => part.pattern).join("").length),
  };
  const differs = !value.matched && (rest.actual !== "" || rest.expected !== "");
  return differs ? [...columns, { kind: "differs", ...rest }] : columns;
}

/** Without an alignment: what agrees at the beginning, as one literal part. */
function agreed(condition: ConditionReading, value: ExpectedValue, pattern: string) {
  const length = value.nearest?.expectedMatched ?? (value.matched ? pattern.length : 0);
  const text = pattern.slice(0, length);
  const isThere = condition.actual.some((actual) => actual.startsWith(text));
  return isThere && text !== "" ? [{ pattern: text, value: text, wildcard: false }] : [];
}

/** Cut behind the separators of subjects and ARNs, so that a narrow screen can wrap there. */
function breakable(text: string): string[] {
  return text.match(/[^:/]*[:/]|[^:/]+/g) ?? [];
}

/** The first difference in the words of a sentence: what stands where, counted from 1. */
export interface FirstDifference {
  at: number;
  found: string;
  expected: string;
}

export function firstDifference(columns: readonly Column[]): FirstDifference | undefined {
  const last = columns.at(-1);
  if (last?.kind !== "differs") return undefined;
  const before = columns.slice(0, -1).map((column) => column.actual);
  return { at: before.join("").length + 1, found: last.actual, expected: last.expected };
}

/** A column, or a part of one that is too long for a row; only the first part says what begins there. */
export interface Piece extends Column {
  begins: boolean;
}

/** Characters that the words under a difference take up. */
const caretWidth = 14;

/**
 * The columns as rows that are at most so many characters wide, so that each row can bear the names of its two
 * lines. What is too long for a row of its own is cut.
 */
export function rowsOf(columns: readonly Column[], capacity: number): Piece[][] {
  const rows: Piece[][] = [];
  let left = 0;
  for (const piece of columns.flatMap((column) => cut(column, capacity))) {
    const width = widthOf(piece);
    const row = rows.at(-1);
    if (row === undefined || width > left) {
      rows.push([piece]);
      left = capacity - width;
    } else {
      row.push(piece);
      left -= width;
    }
  }
  return rows;
}

function cut({ kind, actual, expected }: Column, capacity: number): Piece[] {
  const [actuals, expecteds] = [chunks(actual, capacity), chunks(expected, capacity)];
  const length = Math.max(actuals.length, expecteds.length, 1);
  return Array.from({ length }, (_, index) => ({
    kind,
    actual: actuals[index] ?? "",
    expected: expecteds[index] ?? "",
    begins: index === 0,
  }));
}

/** Cut where a person sees two characters. */
function chunks(text: string, capacity: number): string[] {
  const found: string[] = [];
  let last = "";
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    const more = columnsTaken(segment);
    if (last !== "" && width + more > capacity) {
      found.push(last);
      [last, width] = ["", 0];
    }
    last += segment;
    width += more;
  }
  return last === "" ? found : [...found, last];
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function widthOf({ kind, actual, expected, begins }: Piece): number {
  const taken = (text: string) =>
    Array.from(graphemes.segment(text), ({ segment }) => columnsTaken(segment)).reduce(
      (sum, one) => sum + one,
      0,
    );
  const least = kind === "differs" && begins ? caretWidth : 0;
  return Math.max(taken(actual), taken(expected), least);
}

/** Scripts whose characters are as wide as two Latin ones begin there. */
function columnsTaken(grapheme: string): number {
  return (grapheme.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
}

const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** The same text with everything that cannot be seen written out. */
export function visible(text: string): string {
  const inner = withoutEnd(text, " ");
  const [before, after] = [countAtStart(inner, " "), text.length - inner.length];
  const written = inner.slice(before).replace(unseen, (found) => `⟨U+${hex(found)}⟩`);
  return "␠".repeat(before) + written + "␠".repeat(after);
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
