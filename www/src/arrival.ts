/** Texts that arrive from outside: pasted, dropped or opened, and put where they belong. */
import { type Kind, type Sorting, sortAll } from "./sort-paste.js";
import { type Box, type State, boxes, withLog, withProvider, withProviders, withText } from "./state.js";
import { listed, strings } from "./strings.js";

export interface Arrival {
  state: State;
  /** What is said about where it went. */
  notice: string;
  /** The boxes that it went into. */
  filled: readonly Box[];
  /** It says itself what it is, or its reader understands it; otherwise it is where the person put it. */
  understood: boolean;
}

const words = strings.sorted;

/**
 * The state with the text in it. `box` is where a person meant to put it; undefined when they did not say.
 * `issuer` is the one of the token that is there, and `reads` names the box whose reader understands a text
 * that does not say itself what it is. Undefined where it is theirs to say.
 */
export function arrive(
  state: State,
  text: string,
  box: Box | undefined,
  issuer: string | undefined,
  reads: (text: string) => Box | undefined = () => undefined,
): Arrival | undefined {
  const sorting = sortAll(text);
  if (sorting !== undefined) return arrived(state, sorting, box, issuer);
  const reader = reads(text);
  const to = reader ?? box;
  return to === undefined
    ? undefined
    : { ...intoBox(state, text, to, box), understood: reader !== undefined };
}

function arrived(state: State, sorting: Sorting, box: Box | undefined, issuer: string | undefined): Arrival {
  const filled = boxes.filter((one) => sorting.texts[one] !== undefined);
  const [only, ...others] = filled;
  const { provider, providers, log, repeated, unknown } = sorting;
  const isOneText = only !== undefined && others.length === 0 && log === undefined;
  const hasProvider = provider !== undefined || providers !== undefined;
  if (isOneText && !hasProvider && repeated.length + unknown.length === 0) {
    return intoBox(state, sorting.texts[only] ?? "", only, box);
  }
  let next = log === undefined ? state : withLog(state, log);
  for (const one of filled) next = withText(next, one, sorting.texts[one] ?? "");
  if (provider !== undefined) next = withProvider(next, provider);
  if (providers !== undefined) next = withProviders(next, providers, issuer);
  const isProviderAlone = filled.length === 0 && log === undefined && repeated.length + unknown.length === 0;
  const notice = isProviderAlone ? noticeOfProvider(sorting, next) : noticeOfAll(state, next, sorting);
  return { state: next, notice, filled, understood: true };
}

function intoBox(state: State, text: string, to: Box, box: Box | undefined): Arrival {
  const { title } = strings.boxes[to];
  const where = box === undefined ? words.anywhere(title) : words.box(strings.boxes[box].title, title);
  const replaces = hasOther(state, to, text);
  const notice = where === "" && replaces ? words.replacedIn(quoted(to)) : where;
  return {
    state: withText(state, to, text),
    notice: where !== "" && replaces ? `${where} ${words.replaced}` : notice,
    filled: [to],
    understood: true,
  };
}

function quoted(box: Box): string {
  return `“${strings.boxes[box].title}”`;
}

function hasOther({ texts }: State, box: Box, text: string): boolean {
  return texts[box].trim() !== "" && texts[box].trim() !== text.trim();
}

function noticeOfProvider({ providers }: Sorting, { surroundings }: State): string {
  if (providers === undefined) return words.provider;
  return surroundings.providerChoice === "none" ? words.noProvider : words.providers;
}

/** The audience that configure-aws-credentials asks for unless it is told another: not worth a word. */
const usualAudience = "sts.amazonaws.com";

/** Short: it is read above the answer. */
function noticeOfAll(before: State, after: State, sorting: Sorting): string {
  const { log, repeated, unknown } = sorting;
  const parts = partsOf(sorting);
  const replaced = boxes.filter(
    (box) => sorting.texts[box] !== undefined && hasOther(before, box, after.texts[box]),
  );
  const audience = log?.audience;
  const masked = log?.masked ?? [];
  const sentences = [
    words.log.taken(parts.length === 0 ? words.log.nothing : listed(parts)),
    ...(replaced.length === 0 ? [] : [words.replacedIn(listed(replaced.map(quoted)))]),
    ...(audience === undefined || audience === usualAudience ? [] : [words.log.audience(audience)]),
    ...(masked.length === 0 ? [] : [words.log.masked(listed(masked))]),
    ...repeated.map((kind: Kind) => words.repeated[kind]),
    ...(unknown.length === 0 ? [] : [words.notUnderstood(beginningsOf(unknown))]),
  ];
  return sentences.join(" ");
}

function partsOf({ texts, claims, provider, providers, log }: Sorting): string[] {
  const hasInputs = log !== undefined && (Object.keys(log.fields).length > 0 || log.region !== undefined);
  const parts: [boolean, string][] = [
    [texts.token !== undefined, claims ? words.log.claims : words.log.token],
    [texts.jwks !== undefined, words.log.keys],
    [texts.trustPolicy !== undefined, words.log.policy],
    [provider !== undefined || providers !== undefined, words.log.provider],
    [hasInputs, words.log.inputs],
    [log?.answer !== undefined, words.log.answer],
  ];
  return parts.filter(([isThere]) => isThere).map(([, name]) => name);
}

/** Characters of a text that are enough to know it again. */
const beginning = 40;
/** More are counted. */
const mostNamed = 3;

function beginningsOf(texts: readonly string[]): string {
  const named = texts.slice(0, mostNamed).map((text) => {
    const line = text.slice(0, 200).replace(/\s+/g, " ").trim();
    return line.length > beginning ? `“${line.slice(0, beginning)}…”` : `“${line}”`;
  });
  const left = texts.length - named.length;
  return listed(left === 0 ? named : [...named, words.others(left)]);
}
