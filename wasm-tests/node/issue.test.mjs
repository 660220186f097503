/** Practice tokens: signed by every algorithm, verified by the key set that comes with them. */

import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { before, test } from "node:test";
import { fresh, loaded } from "./package.mjs";

const now = 1793620800;
const claims = {
  iss: "https://token.actions.githubusercontent.com",
  aud: "sts.amazonaws.com",
  sub: "repo:octo-org/octo-repo:ref:refs/heads/main",
  iat: now,
  exp: now + 300,
};
const algorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

let inspect;
let issueToken;

before(async () => {
  ({ inspect, issueToken } = await loaded());
});

const decoded = (part) => JSON.parse(Buffer.from(part, "base64url").toString());
const signature = (report) => report.checks.find(({ id }) => id === "signature").status;

for (const alg of algorithms) {
  test(`${alg}: the token is verified by its key set, here and by Node`, async () => {
    const { token, jwks } = await issueToken({ claims, alg });
    const report = inspect({ token, jwks, now });
    assert.equal(signature(report), "passed");
    assert.equal(report.verdict.outcome, "accepted");

    const [header, payload, sealed] = token.split(".");
    const { keys } = JSON.parse(jwks);
    assert.equal(keys.length, 1);
    const [{ kid }] = keys;
    assert.deepEqual(decoded(header), { alg, kid, typ: "JWT" });
    assert.deepEqual(decoded(payload), claims);
    assert.equal(keys[0].alg, alg);
    assert.equal(keys[0].use, "sig");
    const key = createPublicKey({ key: keys[0], format: "jwk" });
    const signed = Buffer.from(`${header}.${payload}`);
    const with_ = { key, dsaEncoding: "ieee-p1363" };
    assert.ok(verify(`sha${alg.slice(2)}`, signed, with_, Buffer.from(sealed, "base64url")));
    if (alg.startsWith("RS")) assert.equal(key.asymmetricKeyDetails.modulusLength, 2048);
  });

  test(`${alg}: nothing of the private key comes out`, async () => {
    const { jwks } = await issueToken({ claims, alg });
    const members = alg.startsWith("RS") ? ["n", "e"] : ["crv", "x", "y"];
    assert.deepEqual(Object.keys(JSON.parse(jwks).keys[0]), ["kty", ...members, "use", "alg", "kid"]);
  });

  test(`${alg}: every token has a key and a key id of its own`, async () => {
    const issued = await Promise.all([1, 2, 3].map(() => issueToken({ claims, alg })));
    const keys = issued.map(({ jwks }) => JSON.parse(jwks).keys[0]);
    assert.equal(new Set(keys.map(({ kid }) => kid)).size, 3);
    assert.equal(new Set(keys.map(({ n, x }) => n ?? x)).size, 3);
    assert.equal(signature(inspect({ token: issued[0].token, jwks: issued[1].jwks, now })), "failed");
    assert.equal(signature(inspect({ token: issued[0].token, jwks: issued[0].jwks, now })), "passed");
  });
}

test("without an algorithm it is the one that GitHub signs with", async () => {
  for (const alg of [undefined, null]) {
    const { token } = await issueToken({ claims, alg });
    assert.equal(decoded(token.split(".")[0]).alg, "RS256");
  }
});

test("further members of the header come after those of the issuer", async () => {
  const header = { x5t: "abc", jku: "https://octo-org.example/keys", crit: ["a"], nested: { b: [1, null] } };
  for (const alg of ["RS256", "ES384"]) {
    const { token, jwks } = await issueToken({ claims, alg, header });
    const { kid } = JSON.parse(jwks).keys[0];
    assert.deepEqual(decoded(token.split(".")[0]), { alg, kid, typ: "JWT", ...header });
  }
  const { token } = await issueToken({ claims, alg: "ES256", header: {} });
  assert.deepEqual(Object.keys(decoded(token.split(".")[0])), ["alg", "kid", "typ"]);
});

test("claims are signed as they are given", async () => {
  for (const given of [
    {},
    { sub: "", exp: "tomorrow", iat: -1.5, aud: [], x: null, y: { z: [true, false] } },
    JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}'),
    { text: "\ud800 \u2028 \u0000 🦀 </script> \"'\\", ["\udfff"]: 1 },
    { large: Number.MAX_SAFE_INTEGER, tiny: 5e-324, huge: 1e308 },
    { long: "a".repeat(1_000_000) },
    JSON.parse(`{"deep": ${"[".repeat(100)}${"]".repeat(100)}}`),
  ]) {
    const { token } = await issueToken({ claims: given, alg: "ES256" });
    assert.equal(Buffer.from(token.split(".")[1], "base64url").toString(), JSON.stringify(given));
  }
});

test("ten megabytes of claims", async (t) => {
  const large = { ...claims, filler: "é".repeat(5_000_000) };
  for (const alg of ["RS256", "ES256"]) {
    const started = performance.now();
    const { token } = await issueToken({ claims: large, alg });
    t.diagnostic(`${Math.round(performance.now() - started)} ms with ${alg}`);
    assert.deepEqual(decoded(token.split(".")[1]), large);
  }
});

const cyclic = {};
cyclic.self = cyclic;

const cannot = "expected an object that JSON can hold, found one that it cannot";
const misuse = {
  "given: expected an object, found nothing": undefined,
  "given: expected an object, found a string": "{}",
  "given.claims: expected an object, found nothing": {},
  "given.claims: expected an object, found null": { claims: null },
  "given.claims: expected an object, found a string": { claims: "{}" },
  "given.claims: expected an object, found an array": { claims: [] },
  "given.claims: expected an object, found a Map": { claims: new Map() },
  [`given.claims: ${cannot}`]: { claims: { secret: 1n } },
  [`given.header: ${cannot}`]: { claims, header: cyclic },
  "given.header: expected an object, found an array": { claims, header: [] },
  "given.header.alg: the issuer sets this member itself": { claims, header: { alg: "none" } },
  "given.header.kid: the issuer sets this member itself": { claims, header: { kid: "a" } },
  "given.header.typ: the issuer sets this member itself": { claims, header: { typ: "JOSE" } },
};
for (const [name, alg] of Object.entries({ string: "none", number: 256, array: ["RS256"] })) {
  const article = name === "array" ? "an" : "a";
  misuse[`given.alg: expected one of ${algorithms.join(", ")}, found ${article} ${name}`] = { claims, alg };
}

test("an argument of the wrong JavaScript type is a TypeError that names it", async () => {
  for (const [message, given] of Object.entries(misuse)) {
    await assert.rejects(issueToken(given), { name: "TypeError", message });
  }
  for (const alg of ["HS256", "PS256", "EdDSA", "rs256", "", "__proto__"]) {
    await assert.rejects(issueToken({ claims, alg }), { name: "TypeError", message: /^given\.alg: / });
  }
  const odd = { toJSON: () => "a string" };
  await assert.rejects(issueToken({ claims: odd }), {
    name: "TypeError",
    message: `given.claims: ${cannot}`,
  });
});

test("what is nested too deeply is refused by name, and nothing stops", async () => {
  const deep = (levels) => JSON.parse('{"a":'.repeat(levels) + "1" + "}".repeat(levels));
  const levels = { message: "claims: expected a JSON object of at most 128 levels" };
  for (const alg of ["RS256", "ES256"]) {
    await assert.rejects(issueToken({ claims: deep(200), alg }), levels);
    await assert.rejects(issueToken({ claims: deep(100_000), alg }), /^(Type)?Error: (given\.)?claims: /);
    assert.ok((await issueToken({ claims, alg })).token);
  }
});

test("without SubtleCrypto there is no RSA, and the error says so", async (t) => {
  const { crypto } = globalThis;
  t.after(() => Object.defineProperty(globalThis, "crypto", { value: crypto }));
  const replace = (value) => Object.defineProperty(globalThis, "crypto", { value, configurable: true });

  replace({ getRandomValues: (bytes) => crypto.getRandomValues(bytes) });
  const insecure = await fresh();
  await insecure.default();
  for (const alg of ["RS256", "RS384", "RS512"]) {
    await assert.rejects(insecure.issueToken({ claims, alg }), /SubtleCrypto.*https.*ES256/);
  }
  const { token, jwks } = await insecure.issueToken({ claims, alg: "ES256" });
  assert.equal(signature(inspect({ token, jwks, now })), "passed");

  replace(undefined);
  const nowhere = await fresh();
  await nowhere.default();
  for (const alg of ["RS256", "ES256"]) {
    await assert.rejects(nowhere.issueToken({ claims, alg }), /no source of randomness/);
  }
  assert.equal(nowhere.inspect({ token, jwks, now }).verdict.outcome, "accepted");
});

test("what cannot be signed is refused by name, and nothing of it is repeated", async (t) => {
  t.mock.method(console, "error", () => {});
  const secret = "never-to-be-repeated";
  const boom = () => {
    throw new Error(secret);
  };
  const cyclic = { sub: secret };
  cyclic.self = cyclic;
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const cannotHold = "given.claims: expected an object that JSON can hold, found one that it cannot";
  const cannotRead = (at) => `${at}: expected a value that can be read, found one that throws`;
  for (const [message, given] of [
    [cannotHold, { claims: cyclic }],
    [cannotHold, { claims: { iat: 1n, sub: secret } }],
    [cannotHold, { claims: { toJSON: boom } }],
    [cannotHold, { claims: Object.defineProperty({}, "sub", { get: boom, enumerable: true }) }],
    [cannotRead("given.claims"), { claims: proxy }],
    [cannotRead("given"), proxy],
    [cannotRead("given.alg"), Object.defineProperty({ claims: {} }, "alg", { get: boom })],
    [cannotRead("given.header"), { claims: {}, header: new Proxy({}, { getOwnPropertyDescriptor: boom }) }],
    [cannotHold.replace("claims", "header"), { claims: {}, header: cyclic }],
  ]) {
    await assert.rejects(issueToken(given), { name: "TypeError", message });
  }
  const huge = "a".repeat(120_000_000);
  for (const given of [{ claims: { huge } }, { claims: {}, header: { huge } }]) {
    for (const alg of ["ES256", "RS256"]) {
      const issued = await issueToken({ ...given, alg }).catch((error) => error.name);
      assert.ok(issued === "AssumableCrashed" || typeof issued.token === "string", issued);
    }
  }
  assert.ok((await issueToken({ claims, alg: "ES256" })).token);
});
