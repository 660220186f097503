/**
 * Inputs of every size and shape are answered or refused in a sentence. Times are printed and
 * not asserted, since machines differ; what would take minutes is stopped all the same.
 */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { examples, loaded } from "./package.mjs";

const MEGABYTE = 1_000_000;
/** Milliseconds after which something is not slow but stuck. */
const STUCK = 30_000;

let inspect;
let sound;

before(async () => {
  ({ inspect } = await loaded());
  const all = await examples();
  sound = all.find(({ id }) => id === "github-branch").attempt;
});

/** Inspects, prints how long it took, and holds what every report keeps to. */
function answer(t, what, given) {
  const before = process.cpuUsage();
  const report = inspect({ ...sound, ...given });
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  t.diagnostic(`${String(Math.round(took)).padStart(6)} ms  ${what}`);
  assert.equal(report.checks.length, 11, what);
  assert.ok(report.verdict.summary.length > 0, what);
  assert.ok(took < STUCK, `${what} took ${Math.round(took)} ms`);
  return report;
}

const fields = ["token", "jwks", "trustPolicy"];

test("nothing, one character, and fifty megabytes of it", (t) => {
  for (const field of fields) {
    for (const size of [0, 1, 1000, MEGABYTE, 10 * MEGABYTE, 50 * MEGABYTE]) {
      answer(t, `${field}: ${size} times the letter a`, { [field]: "a".repeat(size) });
    }
  }
});

test("fifty megabytes of what each field is made of", (t) => {
  const many = (text) => text.repeat(Math.ceil((50 * MEGABYTE) / text.length));
  const shapes = {
    token: ["eyJhbGciOiJSUzI1NiJ9.", "A", "eyJ ", " ", "\n", ".", "{", '{"iss":"a"}', "\u{1F600}"],
    jwks: ["{", '{"keys":[', '{"kty":"RSA"},', " ", "-----BEGIN PUBLIC KEY-----\n", '"', "\u{1F600}"],
    trustPolicy: ["{", "[", '{"Statement":[', " ", "//\n", '"', "*", "%7B", "\u{1F600}"],
  };
  for (const field of fields) {
    for (const shape of shapes[field]) {
      answer(t, `${field}: 50 MB of ${JSON.stringify(shape)}`, { [field]: many(shape) });
    }
  }
});

test("a refusal for size names the limit and what was found", () => {
  const large = "a".repeat(50 * MEGABYTE);
  const { token } = inspect({ ...sound, token: large });
  const { keys } = inspect({ ...sound, jwks: large });
  const { trust } = inspect({ ...sound, trustPolicy: large });
  for (const { problems } of [token, keys, trust]) {
    assert.equal(problems.length, 1);
    assert.match(problems[0].message, /50000000 bytes.*(at most|no more than|over) \d+/);
    assert.equal(problems[0].severity, "error");
  }
});

test("a million levels of nesting", (t) => {
  const deep = (open, close) => open.repeat(MEGABYTE) + close.repeat(MEGABYTE);
  for (const field of fields) {
    answer(t, `${field}: a million arrays`, { [field]: deep("[", "]") });
    answer(t, `${field}: a million arrays left open`, { [field]: deep("[", "") });
    answer(t, `${field}: a million objects`, { [field]: deep('{"a":', "}") });
  }
  const payload = Buffer.from(deep("[", "]")).toString("base64url");
  answer(t, "a token with a payload of a million arrays", { token: `eyJhbGciOiJSUzI1NiJ9.${payload}.AAAA` });
});

test("text that is not Unicode", (t) => {
  const surrogates = ["\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "\ud800".repeat(100_000)];
  for (const field of fields) {
    for (const text of surrogates) {
      answer(t, `${field}: lone surrogates`, { [field]: text });
      answer(t, `${field}: lone surrogates in what is sound`, { [field]: sound[field] + text });
    }
  }
  const request = { roleSessionName: "\ud800", policy: "\udfff" };
  answer(t, "a request of lone surrogates", { request, context: { "\ud800": ["\udc00"] } });
});

/** A policy with one condition on `sub`. */
function policy(operator, values) {
  const parsed = JSON.parse(sound.trustPolicy);
  parsed.Statement[0].Condition = { [operator]: { "token.actions.githubusercontent.com:sub": values } };
  return JSON.stringify(parsed);
}

test("patterns that a backtracking matcher never finishes", (t) => {
  const claims = (sub) => JSON.stringify({ ...JSON.parse(decoded(sound.token)), sub });
  const long = "a".repeat(100_000);
  for (const [what, pattern] of [
    ["100,000 stars", "*".repeat(100_000)],
    ["50,000 of *a", "*a".repeat(50_000)],
    ["50,000 of *? and a b", `${"*?".repeat(50_000)}b`],
    ["a half of the value, twice", `*${"a".repeat(50_000)}*${"a".repeat(50_001)}`],
    ["a half of the value and a b", `*${"a".repeat(50_000)}b*`],
    ["20,000 of *aab", "*aab".repeat(20_000)],
  ]) {
    answer(t, `StringLike: ${what}`, { token: claims(long), trustPolicy: policy("StringLike", pattern) });
  }
});

function decoded(token) {
  return Buffer.from(token.split(".")[1], "base64url").toString();
}

test("very many of everything", (t) => {
  const key = JSON.parse(sound.jwks).keys[0];
  const keys = Array.from({ length: 10_000 }, (_, at) => ({ ...key, kid: `key-${at}` }));
  const report = answer(t, "a set of 10,000 keys", { jwks: JSON.stringify({ keys }) });
  assert.match(report.keys.problems.map(({ message }) => message).join(), /10000/, "the count is said");
  answer(t, "the right key behind 1,999 others", {
    jwks: JSON.stringify({ keys: [...keys.slice(0, 1999), key] }),
  });

  const parsed = JSON.parse(sound.trustPolicy);
  const statements = Array.from({ length: 100_000 }, () => parsed.Statement[0]);
  answer(t, "100,000 statements", { trustPolicy: JSON.stringify({ ...parsed, Statement: statements }) });
  answer(t, "100,000 empty statements", {
    trustPolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements.map(() => ({})) }),
  });
  const values = Array.from({ length: 100_000 }, (_, at) => `repo:octo-org/app-${at}:*`);
  answer(t, "100,000 values", { trustPolicy: policy("StringLike", values) });

  const claims = JSON.parse(decoded(sound.token));
  for (let at = 0; at < 100_000; at += 1) claims[`claim-${at}`] = `value ${at}`;
  answer(t, "100,000 claims", { token: JSON.stringify(claims) });
  answer(t, "100,000 audiences", { token: JSON.stringify({ ...claims, aud: values }) });
  const context = Object.fromEntries(values.map((value) => [value, value]));
  answer(t, "100,000 context keys", { context });
  answer(t, "100,000 client ids", { provider: { url: claims.iss, clientIdList: values } });
});

test("numbers of ten thousand digits", (t) => {
  const digits = "9".repeat(10_000);
  const number = (text) => text.replace(/"exp":\d+/, `"exp":${digits}`);
  answer(t, "exp", { token: number(decoded(sound.token)) });
  answer(t, "exp with an exponent", { token: number(decoded(sound.token)).replace(digits, `1e${digits}`) });
  for (const operator of ["NumericLessThan", "DateGreaterThan", "Bool", "IpAddress"]) {
    answer(t, operator, { trustPolicy: policy(operator, [digits, `0.${digits}`, `1e${digits}`]) });
  }
});

test("a huge token in base64, once and twice over", (t) => {
  const claims = JSON.stringify({ ...JSON.parse(decoded(sound.token)), filler: "x".repeat(MEGABYTE) });
  const [header, , signature] = sound.token.split(".");
  const token = `${header}.${Buffer.from(claims).toString("base64url")}.${signature}`;
  answer(t, "1.4 MB", { token });
  answer(t, "1.8 MB, wrapped in base64", { token: Buffer.from(token).toString("base64") });
  answer(t, "a signature of a megabyte", { token: `${header}.${"e30"}.${"A".repeat(MEGABYTE)}` });
  const n = Buffer.alloc(MEGABYTE, 0xff).toString("base64url");
  answer(t, "a modulus of a megabyte", { jwks: JSON.stringify({ keys: [{ kty: "RSA", e: "AQAB", n }] }) });
  answer(t, "an exponent of a megabyte", {
    jwks: JSON.stringify({ keys: [{ kty: "RSA", e: n, n: "AQAB" }] }),
  });
});
