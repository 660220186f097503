/** The answer in as few words as it takes, from what was pasted and what the core says of it. */
import type { Check, Finding, Report } from "./contract.js";
import { strings } from "./strings.js";
import type { LogAnswer } from "./workflow-log.js";

/** Good is said only of what was checked to the end. */
export type Tone = "good" | "bad" | "unsure" | "waiting";

export interface Answer {
  tone: Tone;
  title: string;
  /** Why, and what to do now. */
  summary: string;
}

/** `waiting`: no token was pasted yet, so that a refusal would say nothing; a log may say that there was none. */
export function answerOf(report: Report, waiting = false, log?: LogAnswer): Answer {
  if (waiting) return waitingFor(report, log);
  if (isUndecided(report)) return unreadable(report);
  const { outcome, assumptions, summary } = report.verdict;
  if (outcome === "refused") return { tone: "bad", title: strings.answer.refused, summary };
  const things = assumptions.length;
  const title = things === 0 ? strings.answer.accepted : strings.answer.acceptedIf(things);
  const risk = worstRisk(report);
  if (risk !== undefined) {
    return { tone: "unsure", title: strings.answer.withRisk(title, risk.severity), summary };
  }
  return { tone: things === 0 ? "good" : "unsure", title, summary };
}

function waitingFor(report: Report, log: LogAnswer | undefined): Answer {
  const { waiting, waitingLead, waitingForBoth, noToken, noTokenLead } = strings.answer;
  if (log?.outcome === "no-token") return { tone: "bad", title: noToken, summary: noTokenLead };
  if (report.trust.decision === "unreadable") return unreadable(report);
  const hasPolicy = report.trust.statements.length > 0;
  return { tone: "waiting", title: waiting, summary: hasPolicy ? waitingLead : waitingForBoth };
}

/**
 * No check before it fails, and the trust policy cannot be read: STS has no answer to that, since IAM saves no
 * such policy.
 */
export function isUndecided(report: Report): boolean {
  if (report.trust.decision !== "unreadable") return false;
  const first = report.checks.find((check) => check.status === "failed");
  return first === undefined || first.id === "trust-policy";
}

/** What is wrong with it and where is beside the policy, too; the first of it is enough here. */
function unreadable({ trust }: Report): Answer {
  const { unreadable: title, unreadableLead } = strings.answer;
  const first = trust.problems.find(({ severity }) => severity === "error") ?? trust.saveable.errors[0];
  return { tone: "unsure", title, summary: unreadableLead(first?.message) };
}

/** The worst of what lets in more than it should. */
export function worstRisk(report: Report): Finding | undefined {
  return risksOf(report)[0];
}

/** What lets in more than it should, the worst first. */
export function risksOf({ findings }: Report): Finding[] {
  const of = (wanted: Finding["severity"]) => findings.filter(({ severity }) => severity === wanted);
  return [...of("critical"), ...of("high")];
}

/** How a check stands, seen from the first one that failed. */
export type GateStatus = keyof typeof strings.gates.status;

export interface Gate {
  check: Check;
  status: GateStatus;
  /** The first one that failed: the one whose error STS answers with. */
  decides: boolean;
}

export function gatesOf(report: Report): Gate[] {
  const first = report.checks.findIndex((check) => check.status === "failed");
  const undecided = report.trust.decision === "unreadable";
  return report.checks.map((check, index) => {
    const behind = first >= 0 && index > first;
    if (undecided && check.id === "trust-policy") {
      return { check: withoutAnswer(check), status: "unreadable", decides: index === first };
    }
    return { check, status: seen(check, behind), decides: index === first };
  });
}

/** STS says nothing of a policy that it cannot have been given. */
function withoutAnswer({ id, title, summary, evidence, notes }: Check): Check {
  return { id, status: "skipped", title, summary, evidence, notes };
}

function seen(check: Check, behind: boolean): GateStatus {
  if (behind && check.status === "failed") return "alsoFailed";
  if (behind && check.status === "passed") return "wouldPass";
  return check.status;
}
