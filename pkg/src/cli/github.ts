/** For GitHub Actions: annotations where the policy stands in the pull request, and a summary of the step. */

import { appendFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { relative, resolve, sep } from "node:path";
import type { Finding, Report, Span } from "../../assumable.js";
import { obstacleOf } from "../../../www/src/difference.js";
import { markdownOf } from "../../../www/src/markdown.js";
import { strings } from "../../../www/src/strings.js";
import { sourceOf, type Case } from "./cases.js";
import { isHollow } from "./expectations.js";
import { free } from "./leaving.js";
import { shortName, type Source } from "./files.js";
import { placesOf } from "./places.js";
import { cellOf } from "./table.js";
import { clipped, safe } from "./terminal.js";
import type { Fault } from "./unreadable.js";
import { words } from "./words.js";

interface Annotation {
  level: "error" | "warning";
  title: string;
  message: string;
  source?: Source | undefined;
  span?: Span | undefined;
}

/** The text where the runner carries out nothing that it may hold, as `::` at the beginning of a line. */
export function fenced(text: string): string {
  const key = randomUUID();
  return `::stop-commands::${key}\n${text}::${key}::\n`;
}

export function annotations(cases: readonly Case[]): string {
  const all = cases.flatMap((one): Annotation[] => [
    ...(one.met ? [] : [unmet(one)]),
    ...unsaveable(one),
    // What is only good to know would be said of nearly every policy, at every run.
    ...one.report.findings
      .filter(({ severity }) => severity !== "info")
      .map((finding) => found(one, finding)),
  ]);
  // One policy says the same to every token; GitHub takes ten of a level from a step, and drops the rest.
  return (["error", "warning"] as const)
    .flatMap((level) => [...new Set(all.filter((one) => one.level === level).map(command))].slice(0, 10))
    .join("");
}

/** Why there is no verdict, where the file stands in the pull request. */
export function unreadableAnnotations(faults: readonly Fault[]): string {
  return faults
    .slice(0, 10)
    .map(({ source, problem: { message, span } }) =>
      command({
        level: "error",
        title: words.unreadable[source.option] ?? source.option,
        message,
        source,
        span,
      }),
    )
    .join("");
}

function unmet(one: Case): Annotation {
  const { report, expected, token, trustPolicy } = one;
  const { error, summary } = report.verdict;
  const said =
    error === undefined ? [] : [`${words.answers(error.code, error.httpStatus)}: ${error.message}`];
  const wanted = expected === "accepted" && error !== undefined ? [] : [words.expected.unmet(expected)];
  const hollow = expected === "refused" && isHollow(report) ? [words.expected.hollow] : [];
  return {
    level: "error",
    title: words.against(shortName(token.path), shortName(trustPolicy.path)),
    message: [summary, ...fixes(report), ...said, ...wanted, ...hollow].join("\n"),
    ...decisive(one),
  };
}

/** What mends it, the safest first; where it is one thing, the sentence has said it. */
function fixes({ verdict }: Report): string[] {
  if (verdict.fixes.length < 2) return [];
  return verdict.fixes.map(({ title, effect }, index) => {
    const change = `${index + 1}. ${strings.answer.change(title)}`;
    return effect === undefined ? change : `${change} (${effect.text})`;
  });
}

/** What decided: what cannot be read, what refuses, or what lets in. */
function decisive({ report, token, trustPolicy }: Case): Pick<Annotation, "source" | "span"> {
  const { decision, statements } = report.trust;
  const mistake = report.token.problems.find(({ severity }) => severity === "error");
  if (isHollow(report) && mistake !== undefined) return { source: token, span: mistake.span };
  const span = {
    allowed: () => statements.find(({ effect, applies }) => effect === "Allow" && applies)?.span,
    refused: () =>
      obstacleOf(report)?.condition.span ?? statements[report.verdict.obstacle?.statement ?? 0]?.span,
  }[decision === "allowed" ? decision : "refused"]();
  return { source: trustPolicy, span };
}

function unsaveable({ report, trustPolicy }: Case): Annotation[] {
  return report.trust.saveable.errors.map(({ message, span }) => ({
    level: "warning",
    title: words.saving,
    message,
    source: trustPolicy,
    span,
  }));
}

function found(one: Case, { rule, message, help, input, span }: Finding): Annotation {
  const source = sourceOf(one, input);
  return {
    level: one.unwanted.some((other) => other.rule === rule && other.message === message)
      ? "error"
      : "warning",
    title: rule,
    message: `${message}\n${help}`,
    source,
    span,
  };
}

function command({ level, title, message, source, span }: Annotation): string {
  const file = source === undefined || source.path === "-" ? {} : { file: inRepository(source.path) };
  const properties = { ...file, ...(source && span && "file" in file ? position(source, span) : {}), title };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level} ${written.join(",")}::${data(message)}\n`;
}

/** GitHub takes columns only within one line. */
function position(source: Source, span: Span) {
  const { start, end } = placesOf(source.text, span);
  if (start.line !== end.line) return { line: start.line, endLine: end.line };
  return { line: start.line, endLine: end.line, col: start.column, endColumn: end.column };
}

/** GitHub knows files from the root of the repository, wherever the step runs. */
function inRepository(path: string): string {
  const root = process.env["GITHUB_WORKSPACE"];
  const from = root === undefined || root === "" ? process.cwd() : root;
  return relative(from, resolve(path)).split(sep).join("/");
}

function data(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => safe(clipped(line)))
    .join("\n");
  return lines.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

// ---------------------------------------------------------------- the summary of the step

/** GitHub shows at most 1 MiB of it for a step, and nothing of one that is larger. */
const MOST = 1_000_000;

/** Beside the log, where the runner offers a place for it. */
export async function writeStepSummary(cases: readonly Case[]): Promise<void> {
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (file === undefined || file === "") return;
  const shown = cases.length === 1 ? cases : cases.filter((one) => !one.met);
  const parts = [
    ...(cases.length === 1 ? [] : [overview(cases)]),
    ...shown.map(
      (one) =>
        `#### ${words.against(code(one.token.path), code(one.trustPolicy.path))}\n\n${markdownOf(one.report, one.clock.now)}`,
    ),
  ];
  let text = "";
  for (const part of parts) {
    if (Buffer.byteLength(text) + Buffer.byteLength(part) > MOST) break;
    text += `${part}\n\n`;
  }
  await appendFile(file, free(text));
}

function overview(cases: readonly Case[]): string {
  const policies = [...new Set(cases.map(({ trustPolicy }) => trustPolicy))];
  const tokens = [...new Set(cases.map(({ token }) => token))];
  const row = (token: Source) => {
    const cells = cases.filter((one) => one.token === token).map(cellOf);
    return [code(token.path), ...cells.map(({ mark, text }) => `${mark} ${text}`)];
  };
  const rows = [
    ["", ...policies.map(({ path }) => code(path))],
    ["---", ...policies.map(() => "---")],
    ...tokens.map(row),
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A name of a file that stays one. */
function code(path: string): string {
  const name = safe(shortName(path)).replaceAll("`", "'").replaceAll("|", "\\|");
  return `\`${name}\``;
}
