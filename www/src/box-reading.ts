/** What each box says about the text in it. */
import type { Problem, Report, Span } from "./contract.js";
import { nearestFirst, obstacleOf } from "./difference.js";
import type { Marks } from "./highlights.js";
import type { Lit } from "./links.js";
import type { Box } from "./state.js";
import { strings } from "./strings.js";
import { countdown, relative } from "./time.js";
import { lifeLeft, timesOf } from "./token-times.js";

const words = strings.box;

export interface BoxReading {
  /** What it holds, in a few words. */
  holds: string;
  urgent: boolean;
  notes: string[];
  problems: Problem[];
  marks: Marks;
}

const nothing: BoxReading = { holds: "", urgent: false, notes: [], problems: [], marks: {} };

export function readingOf(box: Box, report: Report | undefined, lit: Lit, wall: number): BoxReading {
  if (report === undefined) return nothing;
  const reading = readers[box](report, wall);
  const at = (severity: Problem["severity"]): Span[] =>
    reading.problems.flatMap((problem) =>
      problem.severity === severity && problem.span !== undefined ? [problem.span] : [],
    );
  const marks = { ...reading.marks, error: at("error"), warning: at("warning") };
  return { ...reading, marks: { ...marks, lit: lit.spans[box] } };
}

const readers: Record<Box, (report: Report, wall: number) => BoxReading> = {
  token: ({ token }, wall) => {
    const left = lifeLeft(token, wall);
    const { segments } = token;
    const removed = token.removed.join(", ");
    return {
      holds: holdsToken(token, wall),
      urgent: left !== undefined,
      notes: removed === "" ? [] : [`${words.removed} ${removed}.`],
      problems: token.problems,
      marks:
        segments === undefined
          ? {}
          : {
              header: [segments.header],
              payload: [segments.payload],
              signature: [segments.signature],
            },
    };
  },
  jwks: ({ keys }) => ({
    ...nothing,
    holds: keys.candidates.length === 0 ? words.unreadable : words.keyCount(keys.candidates.length),
    problems: keys.problems,
  }),
  trustPolicy: (report) => ({
    ...nothing,
    holds:
      report.trust.decision === "unreadable"
        ? words.unreadable
        : words.statementCount(report.trust.statements.length),
    problems: distinct([...report.trust.saveable.errors, ...report.trust.problems]),
    marks: { differs: differing(report) },
  }),
};

function holdsToken(token: Report["token"], wall: number): string {
  const left = lifeLeft(token, wall);
  if (left !== undefined) return words.live(countdown(left));
  const { exp } = timesOf(token);
  const form = words.forms[token.form];
  return exp !== undefined && exp <= wall ? `${form}, ${words.expired(relative(exp, wall))}` : form;
}

/** The value of the policy that stands in the way, where that is what the answer is about. */
function differing(report: Report): Span[] {
  const first = report.checks.find((check) => check.status === "failed");
  if (first?.id !== "trust-policy") return [];
  const obstacle = obstacleOf(report);
  const nearest = obstacle && nearestFirst(obstacle.condition)[0];
  return nearest === undefined ? [] : [nearest.span];
}

/** The same objection from two readers is one objection. */
function distinct(problems: readonly Problem[]): Problem[] {
  const key = ({ message, span }: Problem) => `${message}|${span?.start ?? ""}|${span?.end ?? ""}`;
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}
