/** How a program uses the package, as far as the compiler can say. */

import init, {
  initSync,
  inspect,
  issueToken,
  version,
  type Attempt,
  type CheckId,
  type IssueInput,
  type Report,
} from "../../pkg/assumable.js";

export async function use(bytes: ArrayBuffer, response: Response): Promise<Report> {
  const nothing: void = await init();
  await init(bytes);
  await init(new Uint8Array(bytes));
  await init(new URL("https://example.com/assumable.wasm"));
  await init(response);
  await init(new WebAssembly.Module(bytes));
  initSync(bytes);
  const { version: number, facts }: { version: string; facts: string } = version();
  const attempt: Attempt = {
    token: `${number}${facts}${String(nothing)}`,
    provider: null,
    context: { a: "b", c: ["d"] },
  };
  return inspect(attempt);
}

/** A practice token, and what STS would say to it. */
export async function practise(): Promise<Report> {
  const given: IssueInput = { claims: { sub: "a", aud: ["b"], nested: { c: 1 } }, header: { x5t: "d" } };
  const { token, jwks }: { token: string; jwks: string } = await issueToken({ ...given, alg: "ES512" });
  return inspect({ token, jwks });
}

/** Every check has to be named here, or this does not compile. */
export const checks: Record<CheckId, true> = {
  parameters: true,
  "token-format": true,
  "required-claims": true,
  provider: true,
  timestamps: true,
  audience: true,
  signature: true,
  "session-tags": true,
  "roles-claim": true,
  "trust-policy": true,
  session: true,
};

// @ts-expect-error claims are given as an object
void issueToken({ claims: "{}" });
// @ts-expect-error an issuer does not leave its tokens unsigned
void issueToken({ claims: {}, alg: "none" });
// @ts-expect-error a token is needed
inspect({});
// @ts-expect-error a policy is given as text
inspect({ token: "", trustPolicy: { Statement: [] } });
