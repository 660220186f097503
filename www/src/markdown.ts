/** The report as Markdown for a ticket. It holds no token: claims that the policy asked for, no more. */
import { answerOf, gatesOf, isUndecided } from "./answer.js";
import type { ConditionReading, Report } from "./contract.js";
import { nearestFirst, obstacleOf, visible } from "./difference.js";
import { strings } from "./strings.js";
import { utc } from "./time.js";
import { type LogAnswer, compare, saidIn } from "./workflow-log.js";

export function markdownOf(report: Report, now: number, logAnswer?: LogAnswer): string {
  const { verdict } = report;
  const obstacle = obstacleOf(report);
  const isOpen = isUndecided(report);
  const { title, summary } = answerOf(report);
  return [
    `**${strings.question}** ${title} (${utc(now)})`,
    ...(verdict.error === undefined || isOpen
      ? []
      : [fenced(visible(`${verdict.error.code}: ${verdict.error.message}`))]),
    plain(summary),
    ...fixes(report),
    ...(logAnswer === undefined ? [] : [fromLog(logAnswer, report)]),
    ...(verdict.assumptions.length === 0 || isOpen
      ? []
      : [`${strings.answer.assumed}:`, verdict.assumptions.map(({ text }) => `- ${plain(text)}`).join("\n")]),
    ...(obstacle === undefined || verdict.outcome === "accepted" ? [] : [differing(obstacle.condition)]),
    checks(report),
    ...findings(report),
  ].join("\n\n");
}

/** What mends it, the safest first; where it is one thing, the sentence has said it. */
function fixes({ verdict }: Report): string[] {
  if (verdict.fixes.length < 2) return [];
  const lines = verdict.fixes.map(({ title, effect }, index) => {
    const change = strings.answer.change(title);
    return `${index + 1}. ${plain(effect === undefined ? change : `${change} (${effect.text})`)}`;
  });
  return [`${strings.answer.fixes}:`, lines.join("\n")];
}

function fromLog(answer: LogAnswer, report: Report): string {
  const words = strings.answer.fromLog;
  const standing = isUndecided(report) ? "says" : compare(answer, report);
  if (standing === "same") return words.same;
  const said = saidIn(answer);
  return `${words[standing]} ${plain(said)}`;
}

function differing(condition: ConditionReading): string {
  const lines = [
    visible(`${condition.operator} ${condition.key}`),
    ...condition.actual.map((value) => `  ${strings.difference.call}:   ${visible(value)}`),
    ...nearestFirst(condition).map((value) => `  ${strings.difference.expected}: ${visible(value.text)}`),
  ];
  return fenced(lines.join("\n"));
}

function checks(report: Report): string {
  const rows = gatesOf(report).map(
    ({ check, status }) =>
      `| ${plain(check.title)} | ${strings.gates.status[status]} | ${plain(check.summary)} |`,
  );
  return [`| Check | | |`, `|---|---|---|`, ...rows].join("\n");
}

function findings(report: Report): string[] {
  const risks = report.findings.filter(({ severity }) => severity !== "info");
  if (risks.length === 0) return [];
  const lines = risks.map(({ severity, rule, message }) => `- ${severity}, ${rule}: ${plain(message)}`);
  return [`${strings.findings.heading}:`, lines.join("\n")];
}

/** A block that no line of the text can end early. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/**
 * Text that stays text: what was pasted must not become a link, a mention or markup, nor turn the line around. A
 * character that does not show is written out.
 */
function plain(text: string): string {
  return visible(text.replace(/\s+/g, " ").trim())
    .replace(/&/g, "&amp;")
    .replace(/[\\`*_{}[\]<>#|~!]/g, "\\$&")
    .replace(/@/g, "@\u200b")
    .replace(/:\/\//g, ":\u200b//")
    .replace(/www\./gi, "$&\u200b");
}
