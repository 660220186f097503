/** The token's value over the policy's, and a mark under the first place where they part. */

import {
  columnsOf,
  firstDifference,
  obstacleOf,
  visible,
  type Column,
  type Obstacle,
} from "../../../www/src/difference.js";
import { strings } from "../../../www/src/strings.js";
import type { Case } from "./cases.js";
import { placed } from "./files.js";
import { clipped, padded, widthOf, type Piece, type Terminal } from "./terminal.js";

const indent = 4;
const labels = { actual: strings.difference.actual, expected: strings.difference.expected, none: "" };
const labelWidth = Math.max(...Object.values(labels).map((label) => label.length)) + 2;

export function difference(terminal: Terminal, one: Case): void {
  const { report, trustPolicy } = one;
  const trust = report.checks.find((check) => check.id === "trust-policy");
  const obstacle = trust?.status === "failed" ? obstacleOf(report) : undefined;
  if (obstacle === undefined) return;
  const { condition, statement } = obstacle;
  const { answer } = strings;
  terminal.heading(statement.effect === "Deny" ? answer.whatForbids : answer.whereTheyPart);
  terminal.paragraph(
    `${answer.statement(obstacle.index + 1, statement.sid)}, ${condition.operator} ${condition.key}`,
    2,
  );
  terminal.line("  ", { text: placed(trustPolicy, condition.span), style: "dim" });
  if (condition.missing) terminal.paragraph(strings.difference.missing, 2);
  else if (condition.result === "error") terminal.paragraph(condition.reason, 2);
  else if (statement.effect === "Allow") twoLines(terminal, obstacle);
}

function twoLines(terminal: Terminal, { condition, value: nearest }: Obstacle): void {
  if (nearest === undefined) return;
  const columns = columnsOf(condition, nearest);
  const rows = nearTheEnd(columns).map(({ kind, actual, expected }) => {
    const [over, under] = [value(actual), value(expected)];
    return { kind, over, under, width: Math.max(widthOf(over), widthOf(under), 1) };
  });
  for (const part of fitting(rows, terminal.width - indent - labelWidth)) {
    terminal.line();
    label(
      terminal,
      labels.actual,
      part.map(({ kind, over, width }) => piece(kind, padded(over, width))),
    );
    label(
      terminal,
      labels.expected,
      part.map(({ kind, under, width }) => piece(kind, padded(under, width))),
    );
    const before = part.filter(({ kind }) => kind !== "differs").reduce((sum, { width }) => sum + width, 0);
    if (part.some(({ kind }) => kind === "differs")) {
      label(terminal, labels.none, [
        " ".repeat(before),
        { text: `^ ${strings.difference.here}`, style: "red" },
      ]);
    }
  }
  const first = firstDifference(columns);
  if (first === undefined) return;
  const { at, found, expected } = first;
  terminal.paragraph(strings.difference.differs(at, value(found), value(expected)), 2);
}

/** Of long values the end, where they part, and as much before it as one can take in. */
function nearTheEnd(columns: readonly Column[]): readonly Column[] {
  let room = 600;
  const hidden = columns.slice(0, -1).findLastIndex(({ actual, expected }) => {
    room -= Math.max(actual.length, expected.length);
    return room < 0;
  });
  if (hidden < 0) return columns;
  return [{ kind: "same", actual: "…", expected: "…" }, ...columns.slice(hidden + 1)];
}

function value(text: string): string {
  return visible(clipped(text, 300));
}

function piece(kind: string, text: string): Piece {
  return kind === "differs" ? { text, style: "red" } : kind === "wildcard" ? { text, style: "yellow" } : text;
}

function label(terminal: Terminal, text: string, pieces: readonly Piece[]): void {
  terminal.line(" ".repeat(indent), { text: padded(text, labelWidth), style: "dim" }, ...pieces);
}

/** As many columns a line as there is room for: what belongs together stays one over the other. */
function fitting<Row extends { width: number }>(rows: readonly Row[], room: number): Row[][] {
  const parts: Row[][] = [];
  let used = Infinity;
  for (const row of rows) {
    if (used + row.width > room) {
      parts.push([]);
      used = 0;
    }
    parts.at(-1)?.push(row);
    used += row.width;
  }
  return parts;
}
