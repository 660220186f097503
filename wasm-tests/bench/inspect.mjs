/**
 * The whole verdict of the built package beside the signature check of `jose` alone, in one
 * run. Ratios, since another machine has other times.
 */

import { readFile } from "node:fs/promises";
import { CompactSign, compactVerify, exportJWK, generateKeyPair, importJWK } from "jose";
import init, { inspect, version } from "../../pkg/assumable.js";

const TOKENS = 200;
const ROUNDS = 7;
const now = 1793620800;

const algorithms = {
  "RS256-2048": ["RS256", { modulusLength: 2048 }],
  "RS256-4096": ["RS256", { modulusLength: 4096 }],
  "RS512-2048": ["RS512", { modulusLength: 2048 }],
  "PS256-2048": ["PS256", { modulusLength: 2048 }],
  ES256: ["ES256", {}],
  ES384: ["ES384", {}],
  EdDSA: ["EdDSA", { crv: "Ed25519" }],
};

await init(await readFile(new URL("../../pkg/assumable.wasm", import.meta.url)));
console.log(
  `\nassumable ${version().version} in Node ${process.version}, beside jose; medians of ${ROUNDS} rounds of ${TOKENS} tokens`,
);
console.log("inspect: keys, policy of ten statements and a new token each time\n");
console.log(
  "algorithm     inspect µs   jose, key imported µs   jose, key ready µs   inspect / imported   inspect / ready",
);
for (const [name, [alg, how]] of Object.entries(algorithms)) {
  const { tokens, jwk } = await signed(alg, how);
  const attempts = tokens.map((token) => ({
    token,
    jwks: JSON.stringify({ keys: [jwk] }),
    trustPolicy: policy(10),
    now,
  }));
  const key = await importJWK(jwk, alg);
  const ours = await median(async () => {
    for (const attempt of attempts) {
      if (inspect(attempt).keys.verifiedBy !== 0) throw new Error(`${name}: not verified`);
    }
  });
  const imported = await median(async () => {
    for (const token of tokens) await compactVerify(token, await importJWK(structuredClone(jwk), alg));
  });
  const ready = await median(async () => {
    for (const token of tokens) await compactVerify(token, key);
  });
  console.log(
    name.padEnd(12),
    ours.toFixed(1).padStart(11),
    imported.toFixed(1).padStart(23),
    ready.toFixed(1).padStart(20),
    (ours / imported).toFixed(2).padStart(20),
    (ours / ready).toFixed(2).padStart(17),
  );
}

async function signed(alg, how) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { ...how, extractable: true });
  const tokens = [];
  for (let index = 0; index < TOKENS; index += 1) {
    const payload = new TextEncoder().encode(JSON.stringify(claims(index)));
    tokens.push(
      await new CompactSign(payload).setProtectedHeader({ alg, kid: "1", typ: "JWT" }).sign(privateKey),
    );
  }
  return { tokens, jwk: { ...(await exportJWK(publicKey)), kid: "1", alg, use: "sig" } };
}

function claims(index) {
  return {
    iss: "https://token.actions.githubusercontent.com",
    aud: "sts.amazonaws.com",
    sub: `repo:octo-org/octo-repo:ref:refs/heads/branch-${index}`,
    jti: crypto.randomUUID(),
    repository: "octo-org/octo-repo",
    iat: now - 10,
    nbf: now - 10,
    exp: now + 290,
  };
}

/** Only the last statement lets the token in. */
function policy(statements) {
  const statement = (subject) => ({
    Effect: "Allow",
    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      StringLike: { "token.actions.githubusercontent.com:sub": subject },
    },
  });
  const others = Array.from({ length: statements - 1 }, (_, index) =>
    statement(`repo:octo-org/other-${index}:*`),
  );
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [...others, statement("repo:octo-org/octo-repo:*")],
  });
}

/** Microseconds a token. */
async function median(round) {
  await round();
  const times = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    const start = performance.now();
    await round();
    times.push(((performance.now() - start) * 1000) / TOKENS);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}
