/** What goes in: misuse is refused by name, whatever was pasted is answered. */

import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { before, test } from "node:test";
import { loaded } from "./package.mjs";

const now = 1793620800;
const claims = JSON.stringify({
  iss: "https://token.actions.githubusercontent.com",
  aud: "sts.amazonaws.com",
  sub: "repo:octo-org/octo-repo:ref:refs/heads/main",
  iat: now,
  exp: now + 300,
});
let inspect;

before(async () => {
  ({ inspect } = await loaded());
});

const statusOf = (report, id) => report.checks.find((check) => check.id === id).status;

const misuse = {
  "attempt: expected an object, found nothing": undefined,
  "attempt: expected an object, found null": null,
  "attempt: expected an object, found a string": claims,
  "attempt: expected an object, found an array": [],
  "attempt: expected an object, found a Map": new Map([["token", ""]]),
  "attempt.token: expected a string, found nothing": {},
  "attempt.token: expected a string, found null": { token: null },
  "attempt.token: expected a string, found a number": { token: 1 },
  "attempt.token: expected a string, found an object": { token: { header: {} } },
  "attempt.token: expected a string, found a String": { token: Object("x") },
  "attempt.jwks: expected a string, found an object": { token: "", jwks: { keys: [] } },
  "attempt.trustPolicy: expected a string, found an object": { token: "", trustPolicy: { Statement: [] } },
  "attempt.provider: expected an object, found a boolean": { token: "", provider: false },
  "attempt.provider.url: expected a string, found nothing": { token: "", provider: {} },
  "attempt.provider.arn: expected a string, found a number": { token: "", provider: { url: "", arn: 1 } },
  "attempt.provider.clientIdList: expected an array of strings, found a string": {
    token: "",
    provider: { url: "", clientIdList: "sts.amazonaws.com" },
  },
  "attempt.provider.thumbprintList[1]: expected a string, found nothing": {
    token: "",
    provider: { url: "", thumbprintList: ["a", , "c"] }, // eslint-disable-line no-sparse-arrays
  },
  "attempt.role: expected an object, found a string": { token: "", role: "arn:aws:iam::123456789012:role/x" },
  "attempt.role.maxSessionDuration: expected a number, found a string": {
    token: "",
    role: { maxSessionDuration: "3600" },
  },
  'attempt.role.tags["team"]: expected a string, found a number': { token: "", role: { tags: { team: 1 } } },
  "attempt.request.durationSeconds: expected a number, found a bigint": {
    token: "",
    request: { durationSeconds: 900n },
  },
  "attempt.request.policyArns[0]: expected a string, found an object": {
    token: "",
    request: { policyArns: [{ arn: "" }] },
  },
  'attempt.context["aws:SourceIp"]: expected a string or an array of strings, found a number': {
    token: "",
    context: { "aws:SourceIp": 1 },
  },
  'attempt.context["a"][1]: expected a string, found null': { token: "", context: { a: ["x", null] } },
  "attempt.context: expected an object, found an array": { token: "", context: [] },
  "attempt.now: expected a number, found a Date": { token: "", now: new Date(0) },
  "attempt.now: expected a finite number of seconds since the epoch, found NaN": { token: "", now: NaN },
  "attempt.now: expected a finite number of seconds since the epoch, found Infinity": {
    token: "",
    now: Infinity,
  },
};

test("an argument of the wrong JavaScript type is a TypeError that names it", () => {
  for (const [message, attempt] of Object.entries(misuse)) {
    assert.throws(() => inspect(attempt), { name: "TypeError", message });
  }
});

/** Objects that are programs of their own: each throws what must not be repeated. */
const secret = "never-to-be-repeated";

function boom() {
  throw new Error(secret);
}

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const throwing = (name, target = { token: "", url: "" }) =>
  Object.defineProperty(target, name, { get: boom, enumerable: true });

const programs = {
  "attempt: expected a value that can be read, found one that throws": [
    revoked({}),
    throwing(Symbol.toStringTag),
    new Proxy({ token: "" }, { get: boom }),
  ],
  "attempt.token: expected a value that can be read, found one that throws": [throwing("token")],
  "attempt.now: expected a value that can be read, found one that throws": [throwing("now")],
  "attempt.provider.url: expected a value that can be read, found one that throws": [
    { token: "", provider: throwing("url") },
  ],
  "attempt.provider.clientIdList: expected a value that can be read, found one that throws": [
    { token: "", provider: { url: "", clientIdList: revoked([]) } },
    { token: "", provider: { url: "", clientIdList: new Proxy([], { get: boom }) } },
  ],
  "attempt.request.policyArns[0]: expected a value that can be read, found one that throws": [
    { token: "", request: { policyArns: throwing(0, [""]) } },
  ],
  "attempt.context: expected a value that can be read, found one that throws": [
    { token: "", context: new Proxy({}, { ownKeys: boom }) },
  ],
  'attempt.context["k"]: expected a value that can be read, found one that throws': [
    { token: "", context: throwing("k", {}) },
  ],
  "attempt.jwks: expected a string, found an object that throws": [{ token: "", jwks: revoked({}) }],
  "attempt.jwks: expected a string, found a function": [{ token: "", jwks: boom }],
  "attempt.jwks: expected a string, found a symbol": [{ token: "", jwks: Symbol(secret) }],
  [`attempt.context["${"k".repeat(64)}…"]: expected a string or an array of strings, found a bigint`]: [
    { token: "", context: { ["k".repeat(1_000_000)]: 1n } },
  ],
  [`attempt.jwks: expected a string, found a ${"T".repeat(64)}…`]: [
    { token: "", jwks: { [Symbol.toStringTag]: "T".repeat(1_000_000) } },
  ],
  "attempt.request.policyArns[0]: expected a string, found nothing": [
    { token: "", request: { policyArns: new Array(4_000_000_000) } },
  ],
};

test("an object that is a program of its own is refused by name, and what it throws is not repeated", () => {
  for (const [message, attempts] of Object.entries(programs)) {
    for (const attempt of attempts) {
      assert.throws(
        () => inspect(attempt),
        (error) => {
          assert.equal(error.name, "TypeError");
          assert.equal(error.message, message);
          assert.equal(error.cause, undefined);
          return true;
        },
      );
    }
  }
});

test("a member is read once, by its place, whatever iterator its array has", () => {
  let asked = 0;
  const fickle = {
    get token() {
      asked += 1;
      return asked === 1 ? claims : { not: "a string" };
    },
    now,
  };
  assert.deepEqual(inspect(fickle), inspect({ token: claims, now }));
  const endless = Object.assign([], {
    *[Symbol.iterator]() {
      for (;;) yield "";
    },
  });
  assertAnswer(inspect({ token: claims, request: { policyArns: endless }, now }));
  const cyclic = { token: claims, now };
  cyclic.self = cyclic;
  assert.deepEqual(inspect(cyclic), inspect({ token: claims, now }));
});

test("undefined is absent everywhere, and so is null but for the provider", () => {
  const bare = inspect({ token: claims, now });
  for (const absent of [undefined, null]) {
    const attempt = {
      token: claims,
      jwks: absent,
      trustPolicy: absent,
      role: { arn: absent, maxSessionDuration: absent, tags: absent },
      request: { roleSessionName: absent, durationSeconds: absent, policy: absent, policyArns: absent },
      context: absent,
      now,
    };
    assert.deepEqual(inspect({ ...attempt, provider: undefined }), bare);
    assert.deepEqual(inspect({ ...attempt, role: absent, request: absent }), bare);
  }
});

test("no provider, an absent one and one that is there are three things", () => {
  assert.equal(statusOf(inspect({ token: claims, now }), "provider"), "assumed");
  assert.equal(statusOf(inspect({ token: claims, now, provider: undefined }), "provider"), "assumed");
  assert.equal(statusOf(inspect({ token: claims, now, provider: null }), "provider"), "failed");
  const provider = { url: "token.actions.githubusercontent.com", clientIdList: ["sts.amazonaws.com"] };
  assert.equal(statusOf(inspect({ token: claims, now, provider }), "provider"), "passed");
});

test("an attempt is read, not written to, and gives the same report every time", () => {
  const attempt = deepFrozen({
    token: claims,
    now,
    role: { tags: { team: "a" } },
    context: { "aws:SourceIp": ["203.0.113.9"] },
  });
  assert.deepEqual(inspect(attempt), inspect(attempt));
});

test("objects of another realm, without a prototype and with getters are objects", () => {
  const bare = inspect({ token: claims, now });
  const elsewhere = runInNewContext(`({ token: ${JSON.stringify(claims)}, now: ${now} })`);
  assert.deepEqual(inspect(elsewhere), bare);
  assert.deepEqual(inspect(Object.assign(Object.create(null), { token: claims, now })), bare);
  const withGetter = {
    get token() {
      return claims;
    },
    now,
  };
  assert.deepEqual(inspect(withGetter), bare);
});

test("a condition key of any name is a key, and an array makes it multivalued", () => {
  const context = JSON.parse(
    '{"__proto__": "a", "constructor": ["b"], "aws:SourceIp": ["203.0.113.9", "203.0.113.10"]}',
  );
  const given = inspect({ token: claims, now, context }).context.filter((entry) => entry.source === "given");
  assert.deepEqual(
    given
      .map(({ key, values, multivalued }) => ({ key, values, multivalued }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    [
      { key: "__proto__", values: ["a"], multivalued: false },
      { key: "aws:SourceIp", values: ["203.0.113.9", "203.0.113.10"], multivalued: true },
      { key: "constructor", values: ["b"], multivalued: true },
    ],
  );
});

test("every number has an answer", () => {
  const numbers = [0, -0, -1, 0.5, 1e300, -1e300, Number.MAX_SAFE_INTEGER + 2, NaN, Infinity, -Infinity];
  for (const number of numbers) {
    const attempt = {
      token: claims,
      role: { maxSessionDuration: number },
      request: { durationSeconds: number },
      now: Number.isFinite(number) ? number : now,
    };
    assertAnswer(inspect(attempt));
  }
});

test("without a clock given, this machine's is taken", () => {
  const seconds = Math.floor(Date.now() / 1000);
  const at = (offset) =>
    JSON.stringify({ ...JSON.parse(claims), iat: seconds - 7200, exp: seconds + offset });
  assert.equal(statusOf(inspect({ token: at(3600) }), "timestamps"), "passed");
  assert.equal(statusOf(inspect({ token: at(-3600) }), "timestamps"), "failed");
});

test("nothing that can be pasted throws", () => {
  const pasted = [
    "",
    " ",
    "\0",
    "\ud800",
    "\udfff\ud800",
    "🦀",
    "null",
    "{}",
    "[]",
    "{",
    "[".repeat(100_000),
    '{"a":'.repeat(100_000),
    '"'.repeat(1001),
    "eyJ",
    "...",
    "..",
    ".",
    "eyJ.eyJ.x",
    "bnVsbA.bnVsbA.bnVsbA",
    "e30.e30.",
    "a".repeat(1_000_000),
    "é".repeat(300_000),
    "*".repeat(10_000),
    "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
    '{"keys":[null,1,"a",{},{"kty":"RSA"},{"kty":"EC","crv":"P-256","x":"","y":""}]}',
    '{"Version":"2012-10-17","Statement":[null,1,{"Effect":"Allow"}]}',
    `{"n": ${"9".repeat(10_000)}}`,
  ];
  for (const text of pasted) {
    assertAnswer(inspect({ token: text, now }));
    assertAnswer(inspect({ token: claims, jwks: text, now }));
    assertAnswer(inspect({ token: claims, trustPolicy: text, now }));
    assertAnswer(inspect({ token: claims, provider: { url: text, arn: text, clientIdList: [text] }, now }));
    assertAnswer(inspect({ token: claims, role: { arn: text, tags: { [text]: text } }, now }));
    assertAnswer(
      inspect({
        token: claims,
        request: { roleSessionName: text, providerId: text, policy: text, policyArns: [text] },
        context: { [text]: text },
        now,
      }),
    );
  }
});

function assertAnswer(report) {
  assert.ok(["accepted", "refused"].includes(report.verdict.outcome));
  assert.equal(report.checks.length, 11);
  assert.ok(report.verdict.summary.length > 0);
}

function deepFrozen(value) {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}
