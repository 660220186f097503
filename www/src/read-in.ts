/** Which reader understands a text that was given to all three. */
import type { Report } from "./contract.js";
import type { Box } from "./state.js";

/** Undefined where none does: any object of JSON could be claims, and only those of an issuer are. */
export function readIn({ token, keys, trust }: Report): Box | undefined {
  if (trust.decision !== "unreadable" && trust.statements.length > 0) return "trustPolicy";
  if (keys.candidates.length > 0) return "jwks";
  const isClaims = token.form === "claims" && token.claims.some(({ name }) => name === "iss");
  return isClaims || ["jws", "jwe", "jws-json"].includes(token.form) ? "token" : undefined;
}
