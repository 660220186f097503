/** What an issuer of practice tokens is to sign, checked for misuse. */

import { member, misuse, object, readable } from "./attempt.js";

const algorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"] as const;

/** As the module takes it: claims and header as the JSON text that is signed. */
export interface CheckedIssue {
  claims: string;
  alg: (typeof algorithms)[number];
  header?: string;
}

/** Members of the header that the issuer sets. */
const ofTheIssuer = ["alg", "kid", "typ"];

/** Takes it over, or throws a `TypeError` that names what is wrong with it. */
export function checkedIssue(given: unknown): CheckedIssue {
  const issue = object(given, "given");
  const [alg, header] = [member(issue, "alg", "given"), member(issue, "header", "given")];
  return {
    claims: json(member(issue, "claims", "given"), "given.claims"),
    // As GitHub signs.
    alg: alg == null ? "RS256" : algorithm(alg, "given.alg"),
    ...(header == null ? {} : { header: furtherMembers(header, "given.header") }),
  };
}

function algorithm(given: unknown, at: string): CheckedIssue["alg"] {
  const found = algorithms.find((name) => name === given);
  if (found === undefined) throw misuse(at, `one of ${algorithms.join(", ")}`, given);
  return found;
}

function furtherMembers(given: unknown, at: string): string {
  const members = object(given, at);
  const set = ofTheIssuer.find((name) => readable(at, () => Object.hasOwn(members, name)));
  if (set !== undefined) throw new TypeError(`${at}.${set}: the issuer sets this member itself`);
  return json(given, at);
}

/** The text of an object as JSON; what it says of why there is none could quote the object. */
function json(given: unknown, at: string): string {
  const text = written(object(given, at));
  if (!text?.startsWith("{"))
    throw new TypeError(`${at}: expected an object that JSON can hold, found one that it cannot`);
  return text;
}

function written(given: object): string | undefined {
  try {
    return JSON.stringify(given);
  } catch {
    return undefined;
  }
}
