/** Several tokens against several policies: rows and columns, and a list where these do not fit. */

import type { Case } from "./cases.js";
import { shortName, type Source } from "./files.js";
import { padded, safe, widthOf, type Style, type Terminal } from "./terminal.js";
import { words } from "./words.js";

const gap = "  ";

export interface Cell {
  mark: "✓" | "✗" | "○";
  text: string;
  style: Style;
}

/** In words and by a mark: the colour only repeats it. A tick is for what was checked to the end. */
export function cellOf({ report, expected, met }: Case): Cell {
  const { outcome, error, assumptions } = report.verdict;
  const refused = outcome === "refused";
  if (!met) {
    const verdict = refused ? words.table.refused(error?.code ?? "") : accepted(assumptions.length);
    const wanted = expected === "accepted" ? "" : `, ${words.table.wanted(expected)}`;
    return { mark: "✗", text: verdict + wanted, style: "red" };
  }
  if (refused) return { mark: "✓", text: words.table.refusedAsExpected, style: "green" };
  const text = accepted(assumptions.length);
  return assumptions.length > 0 ? { mark: "○", text, style: "yellow" } : { mark: "✓", text, style: "green" };
}

function accepted(assumed: number): string {
  return assumed > 0 ? words.table.assuming(assumed) : words.table.accepted;
}

export function table(terminal: Terminal, cases: readonly Case[]): void {
  const unmet = cases.filter((one) => !one.met).length;
  // Without --expect and --strict, what is not as wanted is what is refused.
  const expecting = cases.some(
    ({ expected, met, report }) => expected !== "accepted" || (!met && report.verdict.outcome === "accepted"),
  );
  const [mark, style]: [string, Style] = unmet === 0 ? ["✓", "green"] : ["✗", "red"];
  const sum =
    unmet === 0
      ? words.table.allMet(cases.length, expecting)
      : words.table.notMet(unmet, cases.length, expecting);
  terminal.line({ text: `${mark} ${sum}`, style });
  terminal.line();

  const policies = [...new Set(cases.map(({ trustPolicy }) => trustPolicy))].map(written);
  const rows = [...new Set(cases.map(({ token }) => token))].map((token) => ({
    name: written(token),
    cells: cases.filter((one) => one.token === token).map(cellOf),
  }));
  const first = Math.max(...rows.map(({ name }) => widthOf(name)));
  const widths = policies.map((name, column) =>
    Math.max(widthOf(name), ...rows.map(({ cells }) => widthOf(cells[column]?.text ?? "") + 2)),
  );
  const total = widths.reduce((sum, width) => sum + gap.length + width, 2 + first);
  if (total > terminal.width) {
    list(terminal, cases);
    return;
  }
  const width = (column: number) => widths[column] ?? 0;
  terminal.line(
    "  ",
    padded("", first),
    ...policies.map((name, column) => gap + padded(name, width(column))),
  );
  for (const { name, cells } of rows) {
    const pieces = cells.flatMap(({ mark, text, style }, column) => [
      gap,
      { text: `${mark} ${padded(text, width(column) - 2)}`, style },
    ]);
    terminal.line("  ", padded(name, first), ...pieces);
  }
}

function written({ path }: Source): string {
  return safe(shortName(path));
}

function list(terminal: Terminal, cases: readonly Case[]): void {
  for (const one of cases) {
    const { mark, text, style } = cellOf(one);
    terminal.line("  ", { text: `${mark} ${text}`, style });
    terminal.paragraph(words.against(shortName(one.token.path), shortName(one.trustPolicy.path)), 4);
  }
}
