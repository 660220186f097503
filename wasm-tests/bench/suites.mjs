/** What is measured alike in Node and in the browser. Each gives rows of microseconds. */

import { compactVerify, importJWK } from "jose";
import { algorithms, now, policy, policyOfValues, signed } from "./attempts.mjs";
import { measure } from "./measure.mjs";
import { shapes } from "./shapes.mjs";

const TOKENS = 50;

/** Every suite of these, with the module at hand. */
export async function all(inspect) {
  return {
    signatures: await signatures(inspect),
    verdict: await verdict(inspect),
    growth: await growth(inspect),
  };
}

/** A new token each time, and nothing but its keys. */
async function signatures(inspect) {
  const rows = [];
  for (const algorithm of algorithms) {
    const { tokens, jwk } = await signed(algorithm, TOKENS);
    const jwks = JSON.stringify({ keys: [jwk] });
    const key = await importJWK(jwk, algorithm.alg);
    const ways = {
      inspect: (token) => verified(inspect({ token, jwks, now })),
      imported: async (token) => compactVerify(token, await fresh(jwk, algorithm.alg)),
      prepared: (token) => compactVerify(token, key),
    };
    rows.push({ name: algorithm.name, ...(await measure(ways, tokens)) });
  }
  return rows;
}

/** RS256 with 2048 bits and ten statements: a new token each time, and an edit of the policy alone. */
async function verdict(inspect) {
  const { tokens, jwk } = await signed(algorithms[0], TOKENS);
  const jwks = JSON.stringify({ keys: [jwk] });
  const written = policy(10);
  const edits = tokens.map((_, index) => policy(10, `edit-${index}`));
  const token = tokens[0];
  return {
    ...(await measure(
      {
        whole: (token) => accepted(inspect({ token, jwks, trustPolicy: written, now })),
        imported: async (token) => compactVerify(token, await fresh(jwk, "RS256")),
      },
      tokens,
    )),
    ...(await measure(
      { edit: (trustPolicy) => accepted(inspect({ token, jwks, trustPolicy, now })) },
      edits,
    )),
  };
}

/** One thing grows tenfold, and again; what it adds to a verdict is to grow so too. */
async function growth(inspect) {
  const { tokens, jwk } = await signed(algorithms[0], 1);
  const [token] = tokens;
  const jwks = JSON.stringify({ keys: [jwk] });
  const base = { token, jwks, now };
  const larger = async (kilobytes) => {
    const claim = "x".repeat(kilobytes * 1024);
    const { tokens, jwk } = await signed(algorithms.at(-1), 1, { claim });
    return { token: tokens[0], jwks: JSON.stringify({ keys: [jwk] }), now };
  };
  const keys = (count) => Array.from({ length: count }, (_, index) => ({ ...jwk, kid: `${count - index}` }));
  return [
    await grown("statements", inspect, (size) => ({ ...base, trustPolicy: policy(size) })),
    await grown("values of a condition", inspect, (size) => ({
      ...base,
      trustPolicy: policyOfValues(size),
    })),
    await grown("keys in the set", inspect, (size) => ({
      ...base,
      jwks: JSON.stringify({ keys: keys(size) }),
    })),
    await grown("KB of the token", inspect, larger),
  ];
}

async function grown(name, inspect, attempt) {
  const times = {};
  for (const size of [1, 10, 100, 1000]) {
    const made = await attempt(size);
    const { time } = await measure({ time: (attempt) => verified(inspect(attempt)) }, [made, made], 5);
    times[size] = time;
  }
  return { name, times };
}

/** Every shape that could make somebody wait, at its size and at half of it. */
export async function hostile(inspect) {
  const rows = [];
  for (const { name, size, attempt } of shapes) {
    // In turns with another one, or what was read before would be remembered.
    const time = async (size) =>
      (await measure({ time: inspect }, [attempt(size), attempt(size - 1)], 3)).time;
    const half = await time(Math.floor(size / 2));
    rows.push({ name, size, half, whole: await time(size) });
  }
  return rows;
}

/** jose keeps what it has imported for an object, so each import has one of its own. */
function fresh(jwk, alg) {
  return importJWK({ ...jwk }, alg);
}

function verified(report) {
  if (report.keys.verifiedBy === undefined) throw new Error("not verified");
}

function accepted(report) {
  if (report.verdict.outcome !== "accepted") throw new Error(`not accepted: ${report.verdict.summary}`);
}
