/** Texts that arrive from outside: pasted, dropped or opened, and put where they belong. */
import { sort } from "./sort-paste.js";
import { type Box, type State, withLog, withProvider, withText } from "./state.js";
import { strings } from "./strings.js";
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
 * when they did not say. Undefined where it is theirs to say.
 */
export function arrive(state: State, text: string, box: Box | undefined): Arrival | undefined {
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
  if ("log" in sorted)
    return { state: withLog(state, sorted.log), notice: noticeOf(sorted.log), box: undefined };
  const to = strings.boxes[sorted.box].title;
  const notice =
    box === undefined ? strings.sorted.anywhere(to) : strings.sorted.box(strings.boxes[box].title, to);
  return { state: withText(state, sorted.box, text), notice, box: sorted.box };
}

function noticeOf(log: WorkflowLog): string {
  const words = strings.sorted.log;
  const inputs = Object.keys(log.fields).length + (log.region === undefined ? 0 : 1);
  return [
    words.was,
    ...(log.token === undefined ? [] : [words.token(strings.boxes.token.title)]),
    ...(inputs === 0 ? [] : [words.inputs(strings.surroundings.heading)]),
    ...(log.audience === undefined ? [] : [words.audience(log.audience)]),
    ...(log.masked.length === 0 ? [] : [words.masked(log.masked.join(", "))]),
    ...(log.answer === undefined ? [] : [words.answer]),
  ].join(" ");
}
