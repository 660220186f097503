/**
 * What there was before, put together by hand: `jose` for the token, its claims as condition keys, and
 * `@cloud-copilot/iam-simulate` for the policy. In Node alone, since the latter reads files.
 */

import { runSimulation } from "@cloud-copilot/iam-simulate";
import { compactVerify, importJWK } from "jose";
import { algorithms, byRepository, conditionKeys, now, policy, provider, signed } from "./attempts.mjs";
import { measure } from "./measure.mjs";

const TOKENS = 50;

export async function besideSimulation(inspect) {
  const { tokens, jwk } = await signed(algorithms[0], TOKENS);
  const jwks = JSON.stringify({ keys: [jwk] });
  const trustPolicy = policy(10);
  const known = policy(10, "other", byRepository);
  const marks = tokens.map((_, index) => `edit-${index}`);
  const token = tokens[0];
  const claims = await claimsOf(token, jwk);
  return {
    whole: await measure(
      {
        inspect: (token) => inspect({ token, jwks, trustPolicy, now }),
        byHand: async (token) => allowed(await claimsOf(token, jwk), known),
      },
      tokens,
    ),
    edit: await measure(
      {
        inspect: ([trustPolicy]) => inspect({ token, jwks, trustPolicy, now }),
        byHand: ([, known]) => allowed(claims, known),
      },
      marks.map((mark) => [policy(10, mark), policy(10, mark, byRepository)]),
    ),
  };
}

async function claimsOf(token, jwk) {
  const { payload } = await compactVerify(token, await importJWK({ ...jwk }, jwk.alg));
  return JSON.parse(new TextDecoder().decode(payload));
}

async function allowed(claims, trustPolicy) {
  const role = "arn:aws:iam::123456789012:role/deploy";
  const { overallResult } = await runSimulation(
    {
      request: {
        principal: provider,
        action: "sts:AssumeRoleWithWebIdentity",
        resource: { resource: role, accountId: "123456789012" },
        contextVariables: conditionKeys(claims),
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: JSON.parse(trustPolicy),
    },
    {},
  );
  if (overallResult !== "Allowed") throw new Error(`iam-simulate: ${overallResult}`);
}
