/** Texts that arrive from outside: pasted, dropped or opened, and put where they belong. */
import { sort } from "./sort-paste.js";
import { type Box, type State, withLog, withProvider, withProviders, withText } from "./state.js";
import { listed, strings } from "./strings.js";
import type { WorkflowLog } from "./workflow-log.js";

export interface Arrival {
  state: State;
  /** What is said about where it went. */
  notice: string;
  /** Where it went; undefined where it did not go into a box. */
  box: Box | undefined;
}

/**
 * The state with the text in it. `box` is where a person meant to put it; undefined
 * when they did not say, `issuer` the one of the token that is there. Undefined where it
 * is theirs to say.
 */
export function arrive(
  state: State,
  text: string,
  box: Box | undefined,
  issuer: string | undefined,
): Arrival | undefined {
  const sorted = sort(text);
  if (sorted === undefined) {
    if (box === undefined) return undefined;
    return { state: withText(state, box, text), notice: "", box };
  }
  if ("provider" in sorted) {
    return {
      state: withProvider(state, sorted.provider),
      notice: strings.sorted.provider,
      box: undefined,
    };
  }
  if ("providers" in sorted) {
    const next = withProviders(state, sorted.providers, issuer);
    const { providerChoice } = next.surroundings;
    const notice = providerChoice === "none" ? strings.sorted.noProvider : strings.sorted.providers;
    return { state: next, notice, box: undefined };
  }
  if ("log" in sorted)
    return { state: withLog(state, sorted.log), notice: noticeOf(sorted.log), box: undefined };
  const to = strings.boxes[sorted.box].title;
  const notice =
    box === undefined ? strings.sorted.anywhere(to) : strings.sorted.box(strings.boxes[box].title, to);
  return { state: withText(state, sorted.box, text), notice, box: sorted.box };
}

/** The audience that configure-aws-credentials asks for unless it is told another: not worth a word. */
const usualAudience = "sts.amazonaws.com";

/** Short: it stands above the answer. */
function noticeOf(log: WorkflowLog): string {
  const words = strings.sorted.log;
  const { token, fields, region, audience, masked, answer } = log;
  const parts = [
    ...(token === undefined ? [] : [words.token]),
    ...(Object.keys(fields).length === 0 && region === undefined ? [] : [words.inputs]),
    ...(answer === undefined ? [] : [words.answer]),
  ];
  return [
    words.taken(parts.length === 0 ? words.nothing : listed(parts)),
    ...(audience === undefined || audience === usualAudience ? [] : [words.audience(audience)]),
    ...(masked.length === 0 ? [] : [words.masked(listed(masked))]),
  ].join(" ");
}
