/** The answer in as few words as it takes, from what was pasted and what the core says of it. */
import type { Check, Report } from "./contract.js";
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
  if (waiting) return waitingFor(log);
  const { outcome, assumptions, summary } = report.verdict;
  if (outcome === "refused") return { tone: "bad", title: strings.answer.refused, summary };
  const things = assumptions.length;
  if (things === 0) return { tone: "good", title: strings.answer.accepted, summary };
  return { tone: "unsure", title: strings.answer.acceptedIf(things), summary };
}

function waitingFor(log: LogAnswer | undefined): Answer {
  const { waiting, waitingLead, noToken, noTokenLead } = strings.answer;
  if (log?.outcome === "no-token") return { tone: "bad", title: noToken, summary: noTokenLead };
  return { tone: "waiting", title: waiting, summary: waitingLead };
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
  return report.checks.map((check, index) => {
    const behind = first >= 0 && index > first;
    return { check, status: seen(check, behind), decides: index === first };
  });
}

function seen(check: Check, behind: boolean): GateStatus {
  if (behind && check.status === "failed") return "alsoFailed";
  if (behind && check.status === "passed") return "wouldPass";
  return check.status;
}
