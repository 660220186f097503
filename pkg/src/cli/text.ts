/** The report as text: the verdict, what to do, and then how it came about. */

import { version, type Finding, type Problem, type Report } from "../../assumable.js";
import { answerOf, gatesOf, type Gate } from "../../../www/src/answer.js";
import { strings } from "../../../www/src/strings.js";
import { utc } from "../../../www/src/time.js";
import type { Case } from "./cases.js";
import { difference } from "./difference.js";
import { isHollow } from "./expectations.js";
import { shortName } from "./files.js";
import { placeOf } from "./places.js";
import { cellOf, table } from "./table.js";
import { padded, type Piece, type Style, type Terminal } from "./terminal.js";
import { words } from "./words.js";

export function reportText(terminal: Terminal, cases: readonly Case[]): void {
  const [first] = cases;
  if (cases.length === 1 && first !== undefined) single(terminal, first);
  else several(terminal, cases);
  terminal.line();
  terminal.line({ text: words.version(version()).trimEnd(), style: "dim" });
}

function single(terminal: Terminal, one: Case): void {
  verdict(terminal, one);
  expectation(terminal, one);
  difference(terminal, one);
  problems(terminal, one);
  checks(terminal, one.report);
  findings(terminal, [one]);
  assumptions(terminal, [one]);
}

/** The table, what each that is not as wanted has against it, and what is true of all. */
function several(terminal: Terminal, cases: readonly Case[]): void {
  table(terminal, cases);
  for (const one of cases.filter((one) => !one.met)) {
    terminal.line();
    verdict(terminal, one);
    expectation(terminal, one);
    difference(terminal, one);
    problems(terminal, one);
  }
  findings(terminal, cases);
  assumptions(terminal, cases);
}

// ---------------------------------------------------------------- the verdict

function verdict(terminal: Terminal, one: Case): void {
  const { report, clock } = one;
  const { error, session, summary } = report.verdict;
  const { mark, style } = cellOf({
    ...one,
    expected: "accepted",
    met: report.verdict.outcome === "accepted",
  });
  terminal.line({ text: `${mark} ${answerOf(report).title}`, style }, `: ${nameOf(one)}`);
  terminal.paragraph(words.clock[clock.from](utc(clock.now)), 2, "dim");
  terminal.line();
  if (error !== undefined) {
    terminal.paragraph(words.answers(error.code, error.httpStatus), 2, "bold");
    terminal.paragraph(error.message, 4);
    terminal.line();
  }
  terminal.paragraph(summary, 2);
  if (session === undefined) return;
  const { session: labels } = strings.answer;
  const rows: [label: string, value: string | undefined][] = [
    [labels.arn, session.assumedRoleUser.arn],
    [labels.provider, session.provider],
    [labels.audience, session.audience],
    [labels.subject, session.subjectFromWebIdentityToken],
    [labels.sourceIdentity, session.sourceIdentity],
    [labels.expiration, utc(session.expiration)],
  ];
  terminal.line();
  for (const [label, value] of rows) {
    if (value !== undefined) terminal.line("  ", { text: padded(label, 16), style: "dim" }, value);
  }
}

function nameOf({ token, trustPolicy }: Case): string {
  return words.against(shortName(token.path), shortName(trustPolicy.path));
}

/** Said where it was asked for, and where it is not met. */
function expectation(terminal: Terminal, { expected, met, report }: Case): void {
  const accepted = report.verdict.outcome === "accepted";
  if (expected === "accepted" && (met || !accepted)) return;
  terminal.line();
  terminal.paragraph(words.expected[met ? "met" : "unmet"](expected), 2, met ? "green" : "red");
  if (met) return;
  if (expected === "accepted") terminal.paragraph(words.expected.strict, 2);
  if (expected === "refused" && isHollow(report)) terminal.paragraph(words.expected.hollow, 2);
}

// ---------------------------------------------------------------- what it rests on

const marks: Record<Gate["status"], [mark: string, style: Style]> = {
  passed: ["✓", "green"],
  wouldPass: ["✓", "dim"],
  failed: ["✗", "red"],
  alsoFailed: ["✗", "red"],
  assumed: ["○", "yellow"],
  skipped: ["–", "dim"],
};

function checks(terminal: Terminal, report: Report): void {
  const gates = gatesOf(report);
  const widest = Math.max(...gates.map(({ status }) => strings.gates.status[status].length));
  terminal.heading(strings.gates.heading);
  for (const { check, status } of gates) {
    const [mark, style] = marks[status];
    const word = padded(strings.gates.status[status], widest);
    terminal.line("  ", { text: `${mark} ${word}`, style }, `  ${check.title}`);
    terminal.paragraph(check.summary, widest + 6, "dim");
  }
}

/** What is wrong with the text of the policy, and whether IAM would take it. */
function problems(terminal: Terminal, one: Case): void {
  const { decision, problems, saveable } = one.report.trust;
  if (decision === "unreadable" && problems.length > 0) {
    terminal.heading(words.problems);
    for (const problem of problems) located(terminal, one, problem, problem.severity);
  }
  if (saveable.ok) return;
  terminal.heading(words.saving);
  for (const error of saveable.errors) located(terminal, one, error, error.severity);
}

function located(terminal: Terminal, { trustPolicy }: Case, problem: Problem, label: string): void {
  const at = problem.span && placeOf(trustPolicy.text, problem.span.start);
  const where = at === undefined ? "" : ` ${shortName(trustPolicy.path)}:${at.line}:${at.column}`;
  terminal.line("  ", { text: label, style: severityStyle(label) }, { text: where, style: "dim" });
  terminal.paragraph(problem.message, 4);
}

/** Each once: one policy says the same to every token. */
function findings(terminal: Terminal, cases: readonly Case[]): void {
  const all = new Map<string, () => void>();
  for (const one of cases) {
    for (const finding of one.report.findings) {
      const { path, at } = placeOfFinding(one, finding);
      all.set([path, at, finding.rule, finding.message].join("\n"), () => {
        const label: Piece = { text: finding.severity, style: severityStyle(finding.severity) };
        terminal.line("  ", label, ` ${finding.rule}`, { text: ` ${shortName(path)}${at}`, style: "dim" });
        terminal.paragraph(finding.message, 4);
        terminal.paragraph(finding.help, 4, "dim");
      });
    }
  }
  if (all.size === 0) return;
  terminal.heading(words.findings);
  for (const print of all.values()) print();
}

function placeOfFinding(one: Case, { input, span }: Finding): { path: string; at: string } {
  if (input !== "trustPolicy") return { path: input === "token" ? one.token.path : input, at: "" };
  const place = span && placeOf(one.trustPolicy.text, span.start);
  return { path: one.trustPolicy.path, at: place === undefined ? "" : `:${place.line}:${place.column}` };
}

function severityStyle(severity: string): Style {
  if (["critical", "high", "error"].includes(severity)) return "red";
  return severity === "info" ? "dim" : "yellow";
}

/** Each once, whatever it was assumed for. */
function assumptions(terminal: Terminal, cases: readonly Case[]): void {
  const texts = new Set(cases.flatMap(({ report }) => report.verdict.assumptions.map(({ text }) => text)));
  if (texts.size === 0) return;
  terminal.heading(strings.answer.assumed);
  for (const text of texts) terminal.item("○", text, 2);
}
