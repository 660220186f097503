/** The report as text: the verdict, what to do, and then how it came about. */

import { version, type Problem, type Report } from "../../assumable.js";
import { answerOf, gatesOf, type Gate } from "../../../www/src/answer.js";
import { strings } from "../../../www/src/strings.js";
import { utc } from "../../../www/src/time.js";
import { sourceOf, type Case } from "./cases.js";
import { difference } from "./difference.js";
import { isHollow } from "./expectations.js";
import { placed, shortName, type Source } from "./files.js";
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
  fixes(terminal, report);
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

/** What mends it, the safest first; where it is one thing, the sentence has said it. */
function fixes(terminal: Terminal, { verdict }: Report): void {
  if (verdict.fixes.length < 2) return;
  terminal.heading(strings.answer.fixes);
  verdict.fixes.forEach(({ title, effect }, index) => {
    terminal.item(`${index + 1}.`, strings.answer.change(title), 2);
    if (effect !== undefined) terminal.paragraph(effect.text, 5, "dim");
  });
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
  unreadable: ["✗", "yellow"],
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

/** What is wrong with the texts themselves, and whether IAM would save the policy. */
function problems(terminal: Terminal, { report, token, jwks, trustPolicy }: Case): void {
  const { problems, saveable } = report.trust;
  // An error of the document is what IAM says below, in its own words.
  const policy = problems.filter(({ severity }) => severity !== "error");
  listed(terminal, words.problems, [
    ...report.token.problems.map((problem) => ({ problem, source: token })),
    ...report.keys.problems.map((problem) => ({ problem, source: jwks })),
    ...policy.map((problem) => ({ problem, source: trustPolicy })),
  ]);
  listed(
    terminal,
    words.saving,
    saveable.errors.map((problem) => ({ problem, source: trustPolicy })),
  );
}

/** Of a list nobody reads more; JSON has all of it. */
const many = 20;

function listed(
  terminal: Terminal,
  heading: string,
  problems: readonly { problem: Problem; source: Source | undefined }[],
): void {
  if (problems.length === 0) return;
  terminal.heading(heading);
  for (const { problem, source } of problems.slice(0, many)) {
    const { severity, message, span } = problem;
    const where = source === undefined ? "" : ` ${placed(source, span)}`;
    terminal.line("  ", { text: severity, style: severityStyle(severity) }, { text: where, style: "dim" });
    terminal.paragraph(message, 4);
  }
  more(terminal, problems.length - many);
}

function more(terminal: Terminal, left: number): void {
  if (left > 0) terminal.paragraph(words.more(left), 2, "dim");
}

/** Each once: one policy says the same to every token. What is only good to know is counted. */
function findings(terminal: Terminal, cases: readonly Case[]): void {
  const all = new Map<string, () => void>();
  const remarks = new Set<string>();
  for (const one of cases) {
    for (const finding of one.report.findings) {
      const source = sourceOf(one, finding.input);
      const where = source === undefined ? finding.input : placed(source, finding.span);
      const key = [where, finding.rule, finding.message].join("\n");
      if (finding.severity === "info") {
        remarks.add(key);
        continue;
      }
      all.set(key, () => {
        const label: Piece = { text: finding.severity, style: severityStyle(finding.severity) };
        terminal.line("  ", label, ` ${finding.rule}`, { text: ` ${where}`, style: "dim" });
        terminal.paragraph(finding.message, 4);
        terminal.paragraph(finding.help, 4, "dim");
      });
    }
  }
  if (all.size + remarks.size === 0) return;
  terminal.heading(words.findings);
  for (const print of [...all.values()].slice(0, many)) print();
  more(terminal, all.size - many);
  const unwanted = new Set(
    cases.flatMap((one) => one.unwanted.map(({ rule, message }) => `${rule} ${message}`)),
  );
  if (unwanted.size > 0) terminal.paragraph(words.unwanted(unwanted.size), 2, "red");
  if (remarks.size > 0) terminal.paragraph(words.remarks(remarks.size), 2, "dim");
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
