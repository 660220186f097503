/** What is measured: keys made on the spot, tokens signed with them, policies of any length. */

import { CompactSign, exportJWK, generateKeyPair, generateSecret } from "jose";

/** Seconds since the epoch at which every token here is valid. */
export const now = 1793620800;

const ISSUER = "token.actions.githubusercontent.com";

/** The provider that every policy here trusts. */
export const provider = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;

/** Every algorithm of the page that jose has too. */
export const algorithms = [
  ...[2048, 4096].flatMap((modulusLength) =>
    ["RS256", "RS384", "RS512"].map((alg) => ({
      name: `${alg} ${modulusLength}`,
      alg,
      options: { modulusLength },
    })),
  ),
  { name: "PS256 2048", alg: "PS256", options: { modulusLength: 2048 } },
  { name: "ES256", alg: "ES256", options: {} },
  { name: "ES384", alg: "ES384", options: {} },
  { name: "ES512", alg: "ES512", options: {} },
  { name: "EdDSA", alg: "EdDSA", options: { crv: "Ed25519" } },
  { name: "HS256", alg: "HS256", options: {} },
];

/** A key of an algorithm as a JWK, and so many tokens that it has signed, all different. */
export async function signed({ alg, options }, count, extra = {}) {
  const [signer, verifier] = await pair(alg, options);
  const tokens = [];
  for (let index = 0; index < count; index += 1) {
    const payload = new TextEncoder().encode(JSON.stringify({ ...claims(index), ...extra }));
    const token = new CompactSign(payload).setProtectedHeader({ alg, kid: "1", typ: "JWT" });
    tokens.push(await token.sign(signer));
  }
  return { tokens, jwk: { ...(await exportJWK(verifier)), kid: "1", alg, use: "sig" } };
}

async function pair(alg, options) {
  if (alg.startsWith("HS")) {
    const secret = await generateSecret(alg, { extractable: true });
    return [secret, secret];
  }
  const { privateKey, publicKey } = await generateKeyPair(alg, { ...options, extractable: true });
  return [privateKey, publicKey];
}

/** As GitHub fills them for a push. */
export function claims(index) {
  const branch = `branch-${index}`;
  return {
    jti: crypto.randomUUID(),
    sub: `repo:octo-org/octo-repo:ref:refs/heads/${branch}`,
    aud: "sts.amazonaws.com",
    ref: `refs/heads/${branch}`,
    sha: "5f2a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a",
    repository: "octo-org/octo-repo",
    repository_owner: "octo-org",
    repository_owner_id: "65",
    run_id: "30433642",
    run_number: "10",
    run_attempt: "2",
    repository_visibility: "private",
    repository_id: "74",
    actor_id: "12",
    actor: "octocat",
    workflow: "deploy",
    head_ref: "",
    base_ref: "",
    event_name: "push",
    ref_protected: "true",
    ref_type: "branch",
    workflow_ref: `octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/${branch}`,
    job_workflow_ref: `octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/${branch}`,
    runner_environment: "github-hosted",
    iss: `https://${ISSUER}`,
    iat: now - 10,
    nbf: now - 10,
    exp: now + 290,
  };
}

/** The claims as condition keys. */
export function conditionKeys(claims) {
  const text = Object.entries(claims).filter(([, value]) => typeof value === "string" && value !== "");
  return Object.fromEntries(text.map(([name, value]) => [`${ISSUER}:${name}`, value]));
}

/**
 * A policy of which only the last statement lets the tokens in, and which IAM would save. Another mark makes
 * another policy, another test of the caller one for who does not know the usual keys.
 */
export function policy(statements, mark = "other", test = bySubject) {
  const others = Array.from({ length: statements - 1 }, (_, index) => `octo-org/${mark}-${index}`);
  return document([...others, "octo-org/octo-repo"].map((repository) => statement(test([repository]))));
}

/** A policy of one statement that lists so many values, of which the last is met. */
export function policyOfValues(values) {
  const others = Array.from({ length: values - 1 }, (_, index) => `octo-org/other-${index}`);
  return document([statement(bySubject([...others, "octo-org/octo-repo"]))]);
}

/** As roles have it: the audience and the subject. */
function bySubject(repositories) {
  return {
    StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" },
    StringLike: {
      [`${ISSUER}:sub`]: repositories.map((repository) => `repo:${repository}:ref:refs/heads/*`),
    },
  };
}

/** The same of one repository, in keys that iam-simulate knows of this issuer: those two are not among them. */
export function byRepository([repository]) {
  return {
    StringEquals: { [`${ISSUER}:repository`]: repository },
    StringLike: { [`${ISSUER}:ref`]: "refs/heads/*" },
  };
}

function document(statements) {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function statement(Condition) {
  return {
    Effect: "Allow",
    Principal: { Federated: provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition,
  };
}
