/** What each box says about the text in it. */
import type { Problem, Report, Span } from "./contract.js";
import { obstacleOf } from "./difference.js";
import { withoutEnd } from "./ends.js";
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
    problems: faultsOf(report.trust),
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
  const nearest = obstacle?.value;
  return nearest === undefined ? [] : [nearest.span];
}

/**
 * A fault that two readers find at one place is one fault: it is said in the words of the one that says what was
 * expected, with those of IAM after it where they are not said already.
 */
function faultsOf({ problems, saveable }: Report["trust"]): Problem[] {
  const own = distinct(problems);
  const ofIam = byPlace(saveable.errors);
  const pairs = new Map<Problem, string[]>();
  for (const [place, here] of byPlace(own.filter(({ severity }) => severity === "error"))) {
    const others = (ofIam.get(place) ?? []).map(({ message }) => message);
    ofIam.delete(place);
    // As many on both sides are found in the same order.
    const isPaired = others.length === here.length;
    const share = (index: number) => (index === 0 ? others : []);
    here.forEach((problem, index) => {
      pairs.set(problem, isPaired ? others.slice(index, index + 1) : share(index));
    });
  }
  const said = new Set<string>();
  const isNew = (message: string) => {
    const before = said.has(bare(message));
    said.add(bare(message));
    return !before;
  };
  const joined = own.map((problem) => withIam(problem, (pairs.get(problem) ?? []).filter(isNew)));
  const left = [...ofIam.values()].flat().filter(({ message }) => isNew(message));
  return [...left, ...joined];
}

/** Where IAM's own text is not known, what stands for it begins with the same words. */
function withIam(problem: Problem, others: readonly string[]): Problem {
  const same = others.find((message) => bare(message).startsWith(bare(problem.message)));
  if (same !== undefined) return { ...problem, message: same };
  return others.length === 0 ? problem : { ...problem, message: words.alsoByIam(problem.message, others) };
}

function byPlace(problems: readonly Problem[]): Map<string, Problem[]> {
  const places = new Map<string, Problem[]>();
  for (const problem of problems) {
    const here = places.get(placeOf(problem));
    if (here === undefined) places.set(placeOf(problem), [problem]);
    else here.push(problem);
  }
  return places;
}

function placeOf({ span }: Problem): string {
  return span === undefined ? "none" : `${span.start}-${span.end}`;
}

/** The same words, whatever they begin and end with. */
function bare(message: string): string {
  return withoutEnd(message.toLowerCase(), ".!");
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.map((problem) => [`${bare(problem.message)}|${placeOf(problem)}`, problem])).values(),
  ];
}
