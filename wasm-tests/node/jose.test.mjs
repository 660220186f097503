/**
 * Which key verifies a token, beside the answer of `jose`, on keys and tokens made at random.
 *
 * `ASSUMABLE_SEED` repeats a run's choices (the keys themselves are new every time).
 */

import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { before, test } from "node:test";
import { CompactSign, base64url, compactVerify, exportJWK, generateKeyPair, importJWK } from "jose";
import { loaded } from "./package.mjs";

const ROUNDS = 12;
const seed = Number(process.env.ASSUMABLE_SEED ?? randomInt(2 ** 31));
const random = generator(seed);

/** Each with what `jose` has to be told to make a key for it. */
const algorithms = {
  RS256: { modulusLength: 2048 },
  RS384: { modulusLength: 2048 },
  RS512: { modulusLength: 3072 },
  PS256: { modulusLength: 2048 },
  PS384: { modulusLength: 2048 },
  PS512: { modulusLength: 2048 },
  ES256: {},
  ES384: {},
  ES512: {},
  EdDSA: { crv: "Ed25519" },
  Ed25519: {},
  HS256: 32,
  HS384: 48,
  HS512: 64,
};

/** What is done to a token that was good. */
const mischief = {
  "left alone": (token) => token,
  "a claim changed": (token) => withPart(token, 1, () => encoded({ sub: `repo:octo-org/other-${random()}` })),
  "a member of the header added": (token) =>
    withPart(token, 0, (header) => encoded({ ...decoded(header), typ: "JWT", x: 1 })),
  "a bit of the signature flipped": (token) => withPart(token, 2, (part) => flipped(part)),
  "the signature cut short": (token) =>
    withPart(token, 2, (part) => base64url.encode(bytes(part).slice(0, -1))),
  "the signature made longer": (token) =>
    withPart(token, 2, (part) => base64url.encode(Uint8Array.of(...bytes(part), 0))),
  "the signature of nothing": (token) => withPart(token, 2, () => ""),
  "the signature all zeros": (token) => withPart(token, 2, (part) => base64url.encode(bytes(part).fill(0))),
};

let inspect;
const keys = {};

before(async () => {
  ({ inspect } = await loaded());
  for (const [alg, how] of Object.entries(algorithms))
    keys[alg] = [await makeKey(alg, how), await makeKey(alg, how)];
});

for (const alg of Object.keys(algorithms)) {
  test(`${alg}: the key that verifies is the one that jose verifies with (seed ${seed})`, async () => {
    let verified = 0;
    let refused = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [done, act] of Object.entries(mischief)) {
        const { token, jwks } = await attempt(alg);
        const tampered = act(token);
        const expected = await joseIndex(tampered, jwks, alg);
        const found = inspect({ token: tampered, jwks: JSON.stringify(jwks), now: 0 }).keys;
        const what = `${done}; key ids ${jwks.keys.map((key) => key.kid)}; ${tampered}`;
        assert.equal(found.verifiedBy, expected, `${what}; ${JSON.stringify(found)}`);
        assert.equal(found.candidates.length, jwks.keys.length);
        found.candidates.forEach((candidate, index) => {
          assert.equal(candidate.outcome === "verified", index === expected, what);
        });
        if (expected === undefined) refused += 1;
        else verified += 1;
      }
    }
    assert.ok(verified > 0 && refused > 0, "a run has to see both");
  });
}

/** A token signed by the first key of its algorithm, and a set in which that key may be anywhere, or missing. */
async function attempt(alg) {
  const [signer, other] = keys[alg];
  const payload = encoder.encode(
    JSON.stringify({ sub: `repo:octo-org/octo-repo:ref:refs/heads/${random()}`, n: random() }),
  );
  const token = await new CompactSign(payload)
    .setProtectedHeader({ alg, kid: signer.kid })
    .sign(signer.privateKey);
  const strangers = Object.keys(algorithms)
    .filter((name) => name !== alg)
    .map((name) => pick(keys[name]).jwk);
  const set = [...sample(strangers, 3), other.jwk];
  const presence = random() % 6;
  // Five in six: the signer is there; one in six: another key stands under its name, or it is missing.
  if (presence > 0) set.splice(random() % (set.length + 1), 0, signer.jwk);
  else if (random() % 2 === 0) set.push({ ...(await impostor(alg)), kid: signer.kid });
  return { token, jwks: { keys: set } };
}

async function impostor(alg) {
  return (await makeKey(alg, algorithms[alg])).jwk;
}

/** The first key with the token's id that `jose` verifies the token with. */
async function joseIndex(token, { keys }, alg) {
  const { kid } = decoded(token.split(".")[0]);
  for (const [index, jwk] of keys.entries()) {
    if (jwk.kid !== kid) continue;
    try {
      await compactVerify(token, await importJWK(jwk, alg), { algorithms: [alg] });
      return index;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

let made = 0;

async function makeKey(alg, how) {
  made += 1;
  const kid = `${alg}-${made}`;
  if (typeof how === "number") {
    const secret = crypto.getRandomValues(new Uint8Array(how));
    return { kid, privateKey: secret, jwk: { kty: "oct", k: base64url.encode(secret), alg, kid } };
  }
  const { publicKey, privateKey } = await generateKeyPair(alg, { ...how, extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid };
  // Issuers differ in what they say of their keys.
  if (made % 2 === 0) Object.assign(jwk, { alg, use: "sig" });
  return { kid, privateKey, jwk };
}

const encoder = new TextEncoder();

function bytes(part) {
  return base64url.decode(part);
}

function encoded(object) {
  return base64url.encode(JSON.stringify(object));
}

function decoded(part) {
  return JSON.parse(new TextDecoder().decode(bytes(part)));
}

function withPart(token, index, change) {
  return token
    .split(".")
    .map((part, at) => (at === index ? change(part) : part))
    .join(".");
}

function flipped(part) {
  const changed = Uint8Array.from(bytes(part));
  changed[random() % changed.length] ^= 1 << (random() % 8);
  return base64url.encode(changed);
}

function pick(list) {
  return list[random() % list.length];
}

function sample(list, count) {
  return [...list]
    .map((item) => [random(), item])
    .sort(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, item]) => item);
}

/** Small numbers from a seed (xorshift). */
function generator(from) {
  let state = from || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
