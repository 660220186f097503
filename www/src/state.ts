/**
 * Everything the page knows that a person put there, as one plain object, and the
 * pure functions that make the next one. The report follows from it.
 */
import type { Attempt, Provider } from "./contract.js";
import { withoutEnd } from "./ends.js";
import type { Example } from "./examples.js";
import { type LogAnswer, type WorkflowLog, causeOf } from "./workflow-log.js";
import type { Written } from "./written.js";
import { readList, readNumber, readPairs, writeList, writePairs } from "./written.js";

/** The three texts that are pasted. */
export type Box = "token" | "jwks" | "trustPolicy";
export const boxes: readonly Box[] = ["token", "jwks", "trustPolicy"];

/** What is said about the account's OIDC provider. */
export type ProviderChoice = "assumed" | "registered" | "none";

/** When STS sees the call; “now” is, for claims without a signature, the moment at which they were issued. */
export type Clock = { kind: "now" } | { kind: "fixed"; at: number };

/** The surroundings of the call, each field as it is written. */
export interface Surroundings {
  providerChoice: ProviderChoice;
  providerArn: string;
  providerUrl: string;
  clientIdList: string;
  thumbprintList: string;
  roleArn: string;
  maxSessionDuration: string;
  roleTags: string;
  roleSessionName: string;
  durationSeconds: string;
  providerId: string;
  sessionPolicy: string;
  policyArns: string;
  context: string;
}

export type Field = keyof Surroundings;

export interface State {
  readonly texts: Readonly<Record<Box, string>>;
  readonly surroundings: Readonly<Surroundings>;
  readonly clock: Clock;
  /** Id of the example that all of this came from, until it is changed. */
  readonly example: string | undefined;
  /** What a pasted workflow log says that STS answered. */
  readonly logAnswer: LogAnswer | undefined;
}

/** What the call of configure-aws-credentials has around it, as long as nothing else is said. */
export const usual: Readonly<Surroundings> = {
  providerChoice: "assumed",
  providerArn: "",
  providerUrl: "",
  clientIdList: "",
  thumbprintList: "",
  roleArn: "",
  maxSessionDuration: "",
  roleTags: "",
  roleSessionName: "",
  durationSeconds: "",
  providerId: "",
  sessionPolicy: "",
  policyArns: "",
  context: "",
};

export const empty: State = {
  texts: { token: "", jwks: "", trustPolicy: "" },
  surroundings: usual,
  clock: { kind: "now" },
  example: undefined,
  logAnswer: undefined,
};

export function isEmpty(state: State): boolean {
  return state.logAnswer === undefined && boxes.every((box) => state.texts[box].trim() === "");
}

export function withText(state: State, box: Box, text: string): State {
  return { ...state, texts: { ...state.texts, [box]: text }, example: undefined };
}

export function withField(state: State, field: Field, text: string): State {
  const surroundings = { ...state.surroundings, [field]: text };
  return { ...state, surroundings, example: undefined };
}

export function withClock(state: State, clock: Clock): State {
  return { ...state, clock };
}

/** As `aws iam get-open-id-connect-provider` answers, put into its fields. */
export function withProvider(state: State, provider: Provider | null): State {
  const known = state.surroundings.providerArn;
  const fields = providerFields(provider);
  // The answer for one provider does not repeat the ARN that was asked for.
  const same = provider !== null && provider.arn === undefined && known.endsWith(`/${bareUrl(provider.url)}`);
  const surroundings = { ...state.surroundings, ...fields, ...(same ? { providerArn: known } : {}) };
  return { ...state, surroundings, example: undefined };
}

function bareUrl(url: string): string {
  return url.replace(/^https:\/\//, "");
}

/** The ARNs that `aws iam list-open-id-connect-providers` answers with, of which one may be for the issuer. */
export function withProviders(state: State, arns: readonly string[], issuer: string | undefined): State {
  const url = (arn: string) => arn.slice(arn.indexOf("/") + 1);
  const spelled = (text: string) => withoutEnd(text.toLowerCase(), "/");
  const wanted = bareUrl(issuer ?? usualIssuer);
  const arn =
    arns.find((arn) => url(arn) === wanted) ?? arns.find((arn) => spelled(url(arn)) === spelled(wanted));
  return withProvider(state, arn === undefined ? null : { arn, url: `https://${url(arn)}` });
}

/** Where no token says another one. */
const usualIssuer = "https://token.actions.githubusercontent.com";

/** What a workflow log holds, each where it belongs; what it does not speak of stays. */
export function withLog(state: State, log: WorkflowLog): State {
  const { texts } = state;
  const surroundings = withoutProvider(state.surroundings, log.answer);
  const { roleSessionName, ...fields } = log.fields;
  // A piece of a workflow says nothing of the name that a run has shown before.
  const keepsName = !log.isNamed && log.answer === undefined && surroundings.roleSessionName !== "";
  return {
    ...state,
    texts: { ...texts, token: log.token ?? texts.token },
    surroundings: {
      ...surroundings,
      ...fields,
      ...(keepsName ? {} : given("roleSessionName", roleSessionName)),
      context: withRegion(surroundings.context, log.region),
    },
    example: undefined,
    logAnswer: log.answer ?? state.logAnswer,
  };
}

/** Where STS said that there is no provider, none is assumed. */
function withoutProvider(surroundings: Surroundings, answer: LogAnswer | undefined): Surroundings {
  const refuted = answer !== undefined && causeOf(answer) === "provider";
  if (!refuted || surroundings.providerChoice !== "assumed") return surroundings;
  return { ...surroundings, providerChoice: "none" };
}

/** The region whose STS is called is part of the call. What is written about it already counts. */
function withRegion(context: string, region: string | undefined): string {
  if (region === undefined || /aws:RequestedRegion/i.test(context) || context.trim().startsWith("{")) {
    return context;
  }
  return [context.trim(), `aws:RequestedRegion = ${region}`].filter((line) => line !== "").join("\n");
}

/** An example, all of it, in place of whatever was there. */
export function ofExample(example: Example): State {
  return { ...ofAttempt(example.attempt), example: example.id };
}

/** The form filled in so that {@link attemptOf} gives this attempt again. */
export function ofAttempt(attempt: Attempt): State {
  const { role, request } = attempt;
  return {
    texts: {
      token: attempt.token,
      jwks: attempt.jwks ?? "",
      trustPolicy: attempt.trustPolicy ?? "",
    },
    surroundings: {
      ...usual,
      ...(attempt.provider === undefined ? {} : providerFields(attempt.provider)),
      roleArn: role?.arn ?? "",
      maxSessionDuration: numberText(role?.maxSessionDuration),
      roleTags: writePairs(role?.tags),
      roleSessionName: request?.roleSessionName ?? "",
      durationSeconds: numberText(request?.durationSeconds),
      providerId: request?.providerId ?? "",
      sessionPolicy: request?.policy ?? "",
      policyArns: writeList(request?.policyArns),
      context: writePairs(attempt.context),
    },
    clock: attempt.now === undefined ? { kind: "now" } : { kind: "fixed", at: attempt.now },
    example: undefined,
    logAnswer: undefined,
  };
}

/** What a person has made of `before`, carried over to what the page around an element says now. */
export function rebased(current: State, before: State, next: State): State {
  if (current === before) return next;
  const { texts, surroundings } = next;
  return {
    texts: { ...current.texts, ...changed(before.texts, texts) },
    surroundings: { ...current.surroundings, ...changed(before.surroundings, surroundings) },
    clock: JSON.stringify(before.clock) === JSON.stringify(next.clock) ? current.clock : next.clock,
    example: undefined,
    logAnswer: current.logAnswer,
  };
}

function changed<T extends object>(before: T, next: T): Partial<T> {
  const entries = Object.entries(next) as [keyof T, T[keyof T]][];
  return Object.fromEntries(entries.filter(([name, value]) => value !== before[name])) as Partial<T>;
}

function providerFields(provider: Provider | null): Partial<Surroundings> {
  if (provider === null) return { ...providerFields({ url: "" }), providerChoice: "none" };
  return {
    providerChoice: "registered",
    providerArn: provider.arn ?? "",
    providerUrl: provider.url,
    clientIdList: writeList(provider.clientIdList),
    thumbprintList: writeList(provider.thumbprintList),
  };
}

/** The attempt that the form describes, at a moment in seconds where the clock is not set. */
export function attemptOf(state: State, moment: number): Attempt {
  const { texts, surroundings, clock } = state;
  const provider = providerOf(surroundings);
  const role = {
    ...given("arn", texted(surroundings.roleArn)),
    ...given("maxSessionDuration", valueOf(readNumber(surroundings.maxSessionDuration))),
    ...given("tags", singles(valueOf(readPairs(surroundings.roleTags)))),
  };
  const request = {
    ...given("roleSessionName", texted(surroundings.roleSessionName)),
    ...given("durationSeconds", valueOf(readNumber(surroundings.durationSeconds))),
    ...given("providerId", texted(surroundings.providerId)),
    ...given("policy", texted(surroundings.sessionPolicy)),
    ...given("policyArns", valueOf(readList(surroundings.policyArns))),
  };
  return {
    token: texts.token,
    jwks: texts.jwks,
    trustPolicy: texts.trustPolicy,
    ...(provider === undefined ? {} : { provider }),
    ...(Object.keys(role).length === 0 ? {} : { role }),
    ...(Object.keys(request).length === 0 ? {} : { request }),
    ...given("context", valueOf(readPairs(surroundings.context))),
    now: clock.kind === "now" ? moment : clock.at,
  };
}

/** The same without a moment of the wall clock: the clock runs on unless it was set. */
export function timelessAttemptOf(state: State): Attempt {
  const { now, ...attempt } = attemptOf(state, 0);
  return state.clock.kind === "now" || now === undefined ? attempt : { ...attempt, now };
}

function providerOf(surroundings: Surroundings): Provider | null | undefined {
  if (surroundings.providerChoice === "assumed") return undefined;
  if (surroundings.providerChoice === "none") return null;
  return {
    ...given("arn", texted(surroundings.providerArn)),
    url: surroundings.providerUrl.trim(),
    ...given("clientIdList", valueOf(readList(surroundings.clientIdList))),
    ...given("thumbprintList", valueOf(readList(surroundings.thumbprintList))),
  };
}

/** What is wrong with how a field is written; what its value means is the core's to say. */
export function faultOf(field: Field, text: string): string | undefined {
  const written = reader(field)?.(text);
  return written !== undefined && "fault" in written ? written.fault : undefined;
}

function reader(field: Field): ((text: string) => Written<unknown>) | undefined {
  switch (field) {
    case "clientIdList":
    case "thumbprintList":
    case "policyArns":
      return readList;
    case "roleTags":
    case "context":
      return readPairs;
    case "maxSessionDuration":
    case "durationSeconds":
      return readNumber;
    default:
      return undefined;
  }
}

function valueOf<T>(written: Written<T>): T | undefined {
  return "value" in written ? written.value : undefined;
}

function texted(text: string): string | undefined {
  return text.trim() === "" ? undefined : text;
}

function numberText(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}

function singles(pairs: Record<string, string | string[]> | undefined): Record<string, string> | undefined {
  if (pairs === undefined) return undefined;
  return Object.fromEntries(Object.entries(pairs).map(([key, value]) => [key, [value].flat().at(-1) ?? ""]));
}

/** The member alone, or nothing where it has no value. */
function given<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, T>);
}
