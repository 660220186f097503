/**
 * Inputs of every shape that could make somebody wait, of any size. No signature is checked but where it is the
 * shape: claims stand where a token would.
 */

import { now } from "./attempts.mjs";

const ISSUER = "token.actions.githubusercontent.com";
const SUB = `${ISSUER}:sub`;
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const ROLE = "arn:aws:iam::123456789012:role/deploy";
const AWS = "https://aws.amazon.com/";

const known = {
  iss: `https://${ISSUER}`,
  sub: "repo:octo-org/octo-repo:ref:refs/heads/main",
  aud: "sts.amazonaws.com",
  iat: now - 10,
  exp: now + 290,
};

const list = (size, make) => Array.from({ length: size }, (_, index) => make(index));
const table = (size, entry) => Object.fromEntries(list(size, entry));
const claims = (more) => JSON.stringify({ ...known, ...more });

/** Of characters that are bytes. */
function base64url(text) {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function signedBy(alg, payload = claims(), signature = "A".repeat(342)) {
  return [base64url(JSON.stringify({ alg, kid: "1", typ: "JWT" })), base64url(payload), signature].join(".");
}

function statement(more) {
  return {
    Effect: "Allow",
    Principal: { Federated: PROVIDER },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" } },
    ...more,
  };
}

const policy = (...statements) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const conditions = (Condition) => policy(statement({ Condition }));

/** A policy, met by the known claims or others. */
const against = (trustPolicy, token = claims()) => ({ token, trustPolicy, now });

/** Names, sizes of about a megabyte or what the shape is about, and what is asked of a size. */
export const shapes = [
  // Conditions and the call's keys.
  shape("given keys beside conditions", 20_000, (size) => ({
    ...against(conditions({ StringEquals: table(size / 2, (at) => [`aws:k${at}`, "x"]) })),
    context: table(size, (at) => [`aws:RequestTag/${at}`, "x"]),
  })),
  shape("given keys, met by conditions", 20_000, (size) => ({
    ...against(conditions({ StringEquals: table(size, (at) => [`aws:RequestTag/${at}`, "x"]) })),
    context: table(size, (at) => [`aws:RequestTag/${at}`, "x"]),
  })),
  shape("given keys", 40_000, (size) => ({
    ...against(conditions({})),
    context: table(size, (at) => [`k${at}`, "x"]),
  })),
  shape("keys of another issuer", 40_000, (size) =>
    against(conditions({ StringEquals: table(size, (at) => [`i${at}.example.com:sub`, "x"]) })),
  ),
  shape("values of a condition", 40_000, (size) =>
    against(conditions({ StringLike: { [SUB]: list(size, (at) => `repo:o/${at}:*`) } })),
  ),
  shape("same values of a condition", 40_000, (size) =>
    against(conditions({ StringEquals: { [SUB]: list(size, () => "repo:octo-org/octo-repo:") } })),
  ),
  shape("conditions of an operator", 40_000, (size) =>
    against(conditions({ StringNotEquals: table(size, (at) => [`k${at}`, "x"]) })),
  ),
  shape("operators", 20_000, (size) =>
    against(conditions(table(size, (at) => [`StringEqual${at}`, { [SUB]: "x" }]))),
  ),
  shape("spellings of one operator", 512, (size) =>
    against(conditions(table(size, (at) => [cased("StringEqualsIgnoreCase", at), { [SUB]: "x" }]))),
  ),
  ...["IpAddress", "DateLessThan", "NumericEquals", "ArnLike", "Null", "Bool", "BinaryEquals"].map(
    (operator) =>
      shape(`values of ${operator}`, 40_000, (size) => ({
        ...against(conditions({ [operator]: { "aws:k": list(size, (at) => valueOf(operator, at)) } })),
        context: { "aws:k": valueOf(operator, -1) },
      })),
  ),
  ...[
    "ForAllValues:StringLike",
    "ForAnyValue:StringEquals",
    "ForAllValues:StringNotLike",
    "ForAnyValue:ArnLike",
    "ForAnyValue:IpAddress",
  ].map((operator) =>
    shape(`${operator}, values times values`, 8000, (size) => ({
      ...against(conditions({ [operator]: { "aws:k": list(size, (at) => `a*${at}`) } })),
      context: { "aws:k": list(size, (at) => `b${at}`) },
    })),
  ),
  // Patterns and what is compared.
  shape("patterns of stars, long sub", 300, (size) =>
    against(
      conditions({ StringLike: { [SUB]: list(size, () => "*a".repeat(300) + "b") } }),
      claims({ sub: "a".repeat(size * 60) }),
    ),
  ),
  shape("pattern of letters, long sub", 400_000, (size) =>
    against(
      conditions({ StringLike: { [SUB]: `*${"a".repeat(size / 2)}b*` } }),
      claims({ sub: "a".repeat(size) }),
    ),
  ),
  shape("pattern of letters, sub of a megabyte", 1_000_000, (size) =>
    against(
      conditions({ StringLike: { [SUB]: `*${"a".repeat(size / 2)}b*` } }),
      claims({ sub: "a".repeat(size) }),
    ),
  ),
  shape("pattern of letters, longest sub of STS", 400_000, (size) =>
    against(
      conditions({ StringLike: { [SUB]: `*${"a".repeat(size / 2)}b*` } }),
      claims({ sub: "a".repeat(14_000) }),
    ),
  ),
  shape("pattern of question marks", 400_000, (size) =>
    against(
      conditions({ StringLike: { [SUB]: `*${"?a".repeat(size / 4)}b*` } }),
      claims({ sub: "a".repeat(size) }),
    ),
  ),
  shape("ARN pattern of letters", 400_000, (size) => ({
    ...against(conditions({ ArnLike: { "aws:k": `arn:aws:iam::*:role/*${"a".repeat(size / 2)}b*` } })),
    context: { "aws:k": `arn:aws:iam::1:role/${"a".repeat(size)}` },
  })),
  shape("variables, long sub", 500, (size) =>
    against(
      conditions({ StringEquals: { [SUB]: `\${${SUB}}`.repeat(size) } }),
      claims({ sub: "a".repeat(size * 100) }),
    ),
  ),
  shape("values, long sub", 3000, (size) =>
    against(
      conditions({ StringLike: { [SUB]: list(size, (at) => `*${at}*`) } }),
      claims({ sub: "a".repeat(size * 65) }),
    ),
  ),
  shape("few values, long sub", 120, (size) =>
    against(
      conditions({ StringLike: { [SUB]: list(size, (at) => `*a*a${at}`) } }),
      claims({ sub: "a".repeat(200_000) }),
    ),
  ),
  shape("conditions on a long sub", 120, (size) =>
    against(
      policy(...list(size, () => statement({ Condition: { StringLike: { [SUB]: "*b" } } }))),
      claims({ sub: "a".repeat(200_000) }),
    ),
  ),
  shape("statements with a long key", 200, (size) =>
    against(
      policy(...list(size, () => statement({ Condition: { StringLike: { ["k".repeat(10_000)]: "*b" } } }))),
    ),
  ),
  shape("long operator", 1_000_000, (size) => against(conditions({ ["S".repeat(size)]: { [SUB]: "x" } }))),
  shape("long key", 1_000_000, (size) => against(conditions({ StringEquals: { ["s".repeat(size)]: "x" } }))),
  shape("long keys", 100, (size) =>
    against(conditions({ StringEquals: table(size, (at) => ["s".repeat(10_000) + at, "x"]) })),
  ),
  // Statements.
  shape("statements", 3000, (size) => against(policy(...list(size, () => statement())))),
  shape("statement ids, same", 40_000, (size) =>
    against(policy(...list(size, () => ({ Sid: "s", Effect: "Deny" })))),
  ),
  shape("statement ids, distinct", 40_000, (size) =>
    against(policy(...list(size, (at) => ({ Sid: `s${at}`, Effect: "Deny" })))),
  ),
  shape("principals, same", 40_000, (size) =>
    against(policy(statement({ Principal: { Federated: list(size, () => PROVIDER) } }))),
  ),
  shape("principals, distinct", 40_000, (size) =>
    against(
      policy(
        statement({
          Principal: {
            Federated: list(size, (at) => `arn:aws:iam::123456789012:oidc-provider/i${at}.example.com`),
          },
        }),
      ),
    ),
  ),
  shape("principals of accounts", 40_000, (size) =>
    against(
      policy(
        statement({
          Principal: { AWS: list(size, (at) => `arn:aws:iam::${at}:role/x`), Federated: PROVIDER },
        }),
      ),
    ),
  ),
  shape("statements times principals", 150, (size) =>
    against(
      policy(
        ...list(size, () =>
          statement({
            Principal: {
              Federated: list(size, (at) => `arn:aws:iam::123456789012:oidc-provider/i${at}.example.com`),
            },
          }),
        ),
      ),
    ),
  ),
  shape("actions", 40_000, (size) =>
    against(policy(statement({ Action: list(size, (at) => `sts:Assume*${at}`) }))),
  ),
  shape("actions of stars", 200_000, (size) =>
    against(policy(statement({ Action: `sts:${"*a".repeat(size)}` }))),
  ),
  shape("policies of an answer", 2000, (size) =>
    against(
      JSON.stringify({
        Roles: list(size, (at) => ({
          RoleName: `r${at}`,
          AssumeRolePolicyDocument: JSON.parse(policy(statement())),
        })),
      }),
    ),
  ),
  shape("policies, encoded", 2000, (size) =>
    against(
      JSON.stringify({
        Roles: list(size, (at) => ({
          RoleName: `r${at}`,
          AssumeRolePolicyDocument: encodeURIComponent(policy(statement())),
        })),
      }),
    ),
  ),
  shape("template of roles", 2000, (size) =>
    against(
      JSON.stringify({
        Resources: table(size, (at) => [
          `R${at}`,
          {
            Type: "AWS::IAM::Role",
            Properties: { AssumeRolePolicyDocument: JSON.parse(policy(statement())) },
          },
        ]),
      }),
    ),
  ),
  // Tokens.
  shape("claims", 20_000, (size) => against(conditions({}), claims(table(size, (at) => [`c${at}`, "x"])))),
  shape("session tags", 40_000, (size) =>
    against(
      conditions({}),
      claims({
        [`${AWS}tags`]: {
          principal_tags: table(size, (at) => [`t${at}`, ["x"]]),
          transitive_tag_keys: list(size, (at) => `t${at}`),
        },
      }),
    ),
  ),
  shape("session tags, met by conditions", 20_000, (size) =>
    against(
      conditions({ StringEquals: table(size, (at) => [`aws:RequestTag/t${at}`, "x"]) }),
      claims({ [`${AWS}tags`]: { principal_tags: table(size, (at) => [`t${at}`, ["x"]]) } }),
    ),
  ),
  shape("transitive keys without tags", 40_000, (size) =>
    against(
      conditions({}),
      claims({ [`${AWS}tags`]: { principal_tags: {}, transitive_tag_keys: list(size, (at) => `t${at}`) } }),
    ),
  ),
  shape("audiences", 40_000, (size) =>
    against(conditions({}), claims({ aud: list(size, (at) => `a${at}`) })),
  ),
  shape("audiences, each an id of the provider", 20_000, (size) => ({
    ...against(conditions({}), claims({ aud: list(size, (at) => `a${at}`) })),
    provider: { url: ISSUER, clientIdList: list(size, (at) => `b${at}`), thumbprintList: [] },
  })),
  shape("roles of the token", 40_000, (size) => ({
    ...against(
      conditions({}),
      claims({ [`${AWS}roles`]: list(size, (at) => `arn:aws:iam::123456789012:role/r${at}`) }),
    ),
    role: { arn: ROLE },
  })),
  shape("roles of stars", 100_000, (size) => ({
    ...against(
      conditions({}),
      claims({ [`${AWS}roles`]: [`arn:aws:iam::123456789012:role/${"*a".repeat(size)}`] }),
    ),
    role: { arn: `arn:aws:iam::123456789012:role/${"a".repeat(size)}` },
  })),
  shape("claims nested", 500_000, (size) =>
    against(conditions({}), `{"iss":"https://${ISSUER}","a":${"[".repeat(size)}${"]".repeat(size)}}`),
  ),
  shape("long payload", 1_000_000, (size) =>
    against(conditions({}), signedBy("RS256", claims({ c: "x".repeat(size) }))),
  ),
  shape("long sub", 1_000_000, (size) =>
    against(conditions({ StringEquals: { [SUB]: "x" } }), claims({ sub: "a:".repeat(size / 2) })),
  ),
  shape("long sub, long value", 1_000_000, (size) =>
    against(
      conditions({ StringEquals: { [SUB]: `${"a/".repeat(size / 2)}b` } }),
      claims({ sub: "a/".repeat(size / 2) }),
    ),
  ),
  shape("duplicate members", 40_000, (size) =>
    against(conditions({}), `{"iss":"https://${ISSUER}"${',"a":1'.repeat(size)}}`),
  ),
  shape("duplicate members of the policy", 40_000, (size) =>
    against(`{"Version":"2012-10-17"${',"Statement":[]'.repeat(size)}}`),
  ),
  shape("duplicate conditions", 20_000, (size) =>
    against(
      `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Condition":{${list(size, () => `"StringEquals":{"${SUB}":"x"}`).join(",")}}}}`,
    ),
  ),
  shape("duplicate keys of a condition", 20_000, (size) =>
    against(
      `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Condition":{"StringEquals":{${list(size, () => `"${SUB}":"x"`).join(",")}}}}}`,
    ),
  ),
  shape("digits", 1_000_000, (size) =>
    against(
      conditions({ NumericEquals: { "aws:EpochTime": "9".repeat(size) } }),
      `{"iss":"https://${ISSUER}","exp":${"9".repeat(size)}}`,
    ),
  ),
  shape("exponent", 1_000_000, (size) =>
    against(
      conditions({ NumericEquals: { "aws:EpochTime": `1e${"9".repeat(size)}` } }),
      `{"iss":"https://${ISSUER}","exp":1e${"9".repeat(size)},"iat":1e-${"9".repeat(size)}}`,
    ),
  ),
  shape("digits against digits", 500_000, (size) => ({
    ...against(
      conditions({ NumericLessThan: { "aws:k": list(20, (at) => `${at}${"9".repeat(size / 20)}`) } }),
    ),
    context: { "aws:k": `1${"9".repeat(size)}` },
  })),
  shape("lone surrogates", 500_000, (size) =>
    against(
      conditions({ StringEquals: { [SUB]: "\ud800".repeat(size) } }),
      claims({ sub: "\udc00".repeat(size) }),
    ),
  ),
  shape("escaped surrogates", 150_000, (size) =>
    against(conditions({}), `{"iss":"https://${ISSUER}","sub":"${"\\ud800".repeat(size)}"}`),
  ),
  shape("backslashes", 170_000, (size) =>
    against(
      `{"Version":"${"\\u005c".repeat(size)}","Statement":[]}`,
      `{"iss":"https://${ISSUER}","sub":"${"\\u005c".repeat(size)}"}`,
    ),
  ),
  shape("bidirectional overrides", 200_000, (size) =>
    against(policy(statement({ Sid: "\u202e".repeat(size) })), claims({ sub: "\u202e".repeat(size) })),
  ),
  shape("newlines", 400_000, (size) =>
    against("\n".repeat(size) + conditions({}), "\n".repeat(size) + claims()),
  ),
  shape("newlines in a claim", 200_000, (size) =>
    against(conditions({ StringEquals: { [SUB]: "\n".repeat(size) } }), claims({ sub: "\n".repeat(size) })),
  ),
  // Text that is no token.
  ...Object.entries({
    "near-tokens": "ey.ey.",
    "near-tokens of one line each": "eyJhbGciOiJSUzI1NiJ9.e30.AAAA\n",
    "headers without end": "eyJhbGciOiJSUzI1NiJ9.",
    "headers without dots": "eyJhbGciOiJSUzI1NiJ9",
    "headers and blanks": "eyJhbGciOiJSUzI1NiJ9 . ",
    "two thirds of tokens": "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ ",
    bearers: "Bearer ",
    quotes: "\"'`",
    braces: "{",
    brackets: "[",
    objects: '{"a":',
    "closed objects": "{}",
    "claims after claims": '{"iss":"a"}\n',
    "PEM noise": "-----BEGIN PUBLIC KEY-----\n",
    dots: ".",
    zeros: "\0",
    blanks: " ",
    backslashes: "\\",
    "escaped quotes": '\\"',
    percents: "%2",
    "percent-encoded braces": "%7B%22",
    "quoted-printable": "=\r\n",
    entities: "&#46;",
    letters: "a",
    "base32 letters": "MFRGG",
    URLs: "https://a.example/?id_token=ey.",
    "data after a fragment": "#id_token=eyJhbGciOiJSUzI1NiJ9&",
    "variables of a shell": "TOKEN=ey ",
    "log lines": "2026-11-01T00:00:00.0000000Z token: eyJh.\n",
    "wide letters": "\u{1f600}",
  }).map(([name, text]) =>
    shape(`text of ${name}`, 1_000_000, (size) => {
      const noise = text.repeat(size / text.length);
      return { token: noise, jwks: noise, trustPolicy: noise, now };
    }),
  ),
  shape("token in base64, and again", 300_000, (size) => ({
    token: btoa(btoa(btoa(signedBy("RS256", claims({ c: "x".repeat(size) }))))),
    now,
  })),
  shape("token in base64 many times", 500_000, (size) => ({ token: wrapped("ey", size), now })),
  shape("policy in strings in strings", 500_000, (size) => ({
    token: claims(),
    trustPolicy: quoted(conditions({}), size),
    now,
  })),
  shape("tokens in an array", 20_000, (size) => ({
    token: JSON.stringify(list(size, (at) => signedBy("RS256", `{"a":${at}}`, "AAAA"))),
    now,
  })),
  shape("signatures of a JWS", 20_000, (size) => ({
    token: JSON.stringify({
      payload: base64url(claims()),
      signatures: list(size, () => ({ protected: "e30", signature: "AAAA" })),
    }),
    now,
  })),
  // Keys.
  ...["RS256", "ES256", "EdDSA", "HS256", "none"].map((alg) =>
    shape(`keys of a set, ${alg}`, 10_000, (size) => ({
      token: signedBy(alg),
      jwks: JSON.stringify({ keys: list(size, (at) => keyFor(alg, at)) }),
      now,
    })),
  ),
  shape("keys of one id", 10_000, (size) => ({
    token: signedBy("RS256"),
    jwks: JSON.stringify({ keys: list(size, () => keyFor("RS256", 1)) }),
    now,
  })),
  shape("keys one after the other", 10_000, (size) => ({
    token: signedBy("RS256"),
    jwks: list(size, (at) => JSON.stringify(keyFor("RS256", at))).join("\n"),
    now,
  })),
  shape("bits of a modulus", 32_768, (size) => ({
    token: signedBy("RS256", claims(), "A".repeat(Math.ceil(size / 6))),
    jwks: JSON.stringify({ kty: "RSA", kid: "1", n: `${"_".repeat(Math.floor(size / 6))}w`, e: "AQAB" }),
    now,
  })),
  shape("bits of an exponent", 4096, (size) => ({
    token: signedBy("RS256"),
    jwks: JSON.stringify({
      kty: "RSA",
      kid: "1",
      n: `${"_".repeat(341)}w`,
      e: `${"_".repeat(Math.floor(size / 6))}w`,
    }),
    now,
  })),
  shape("letters of a modulus", 1_000_000, (size) => ({
    token: signedBy("RS256"),
    jwks: JSON.stringify({ kty: "RSA", kid: "1", n: "_".repeat(size), e: "AQAB" }),
    now,
  })),
  shape("certificates of a chain", 10_000, (size) => ({
    token: signedBy("RS256"),
    jwks: JSON.stringify({ keys: [{ ...keyFor("RS256", 1), x5c: list(size, () => "MIIB") }] }),
    now,
  })),
  shape("members of a key", 40_000, (size) => ({
    token: signedBy("RS256"),
    jwks: JSON.stringify({ keys: [{ ...keyFor("RS256", 1), ...table(size, (at) => [`m${at}`, 1]) }] }),
    now,
  })),
  shape("PEM of long length", 1_000_000, (size) => ({
    token: signedBy("RS256"),
    jwks: `-----BEGIN PUBLIC KEY-----\n${btoa(`\x30\x84\x7f\xff\xff\xff${"0".repeat(size)}`)}\n-----END PUBLIC KEY-----\n`,
    now,
  })),
  shape("PEM nested", 500_000, (size) => ({
    token: signedBy("RS256"),
    jwks: `-----BEGIN PUBLIC KEY-----\n${btoa("\x30\x80".repeat(size))}\n-----END PUBLIC KEY-----\n`,
    now,
  })),
  shape("PEM blocks", 10_000, (size) => ({
    token: signedBy("RS256"),
    jwks: "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n".repeat(size),
    now,
  })),
  // What surrounds the call.
  shape("client ids of the provider", 40_000, (size) => ({
    ...against(conditions({})),
    provider: {
      url: ISSUER,
      clientIdList: list(size, (at) => `c${at}`),
      thumbprintList: list(size, (at) => `${at}`.padStart(40, "0")),
    },
  })),
  shape("tags of the role", 40_000, (size) => ({
    ...against(conditions({})),
    role: { arn: ROLE, tags: table(size, (at) => [`t${at}`, "x"]) },
  })),
  shape("session policies", 40_000, (size) => ({
    ...against(conditions({})),
    request: { policyArns: list(size, (at) => `arn:aws:iam::123456789012:policy/p${at}`) },
  })),
  shape("statements of a session policy", 5000, (size) => ({
    ...against(conditions({})),
    request: {
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: list(size, (at) => ({
          Sid: `s${at}`,
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: "*",
        })),
      }),
    },
  })),
  shape("text of a session policy", 1_000_000, (size) => ({
    ...against(conditions({})),
    request: { policy: "[".repeat(size) },
  })),
  shape("session name", 1_000_000, (size) => ({
    ...against(conditions({})),
    request: { roleSessionName: "a".repeat(size) },
  })),
  shape("ARN of the role", 1_000_000, (size) => ({
    ...against(conditions({})),
    role: { arn: `arn:aws:iam::123456789012:role/${"a/".repeat(size / 2)}` },
  })),
  shape("URL of the provider", 1_000_000, (size) => ({
    ...against(conditions({})),
    provider: { url: `${ISSUER}/${"a/".repeat(size / 2)}`, clientIdList: [], thumbprintList: [] },
  })),
  shape("a given value", 1_000_000, (size) => ({
    ...against(conditions({ StringLike: { "aws:k": "*b*" } })),
    context: { "aws:k": "a".repeat(size) },
  })),
];

function shape(name, size, attempt) {
  return { name, size, attempt };
}

/** The same letters in another case, so that each number gives its own. */
function cased(text, number) {
  return Array.from(text, (letter, at) =>
    (number >> at) & 1 ? letter.toUpperCase() : letter.toLowerCase(),
  ).join("");
}

function valueOf(operator, at) {
  switch (operator) {
    case "IpAddress":
      return `10.${(at >> 8) & 255}.${at & 255}.1${at < 0 ? "" : "/32"}`;
    case "DateLessThan":
      return at < 0 ? "2030-01-01T00:00:00Z" : `${1000 + (at % 999)}-01-01T00:00:00Z`;
    case "NumericEquals":
      return `${at}`;
    case "ArnLike":
      return `arn:aws:iam::1:role/*r${at}`;
    case "BinaryEquals":
      return btoa(`${at}`);
    default:
      return at % 2 === 0 ? "false" : "no";
  }
}

function keyFor(alg, at) {
  const kid = `${at}`;
  const letters = "_".repeat(43);
  switch (alg) {
    case "ES256":
      return { kty: "EC", crv: "P-256", kid: "1", x: letters, y: letters };
    case "EdDSA":
      return { kty: "OKP", crv: "Ed25519", kid: "1", x: letters };
    case "HS256":
      return { kty: "oct", kid: "1", k: letters };
    default:
      return { kty: "RSA", kid, n: `${"_".repeat(341)}w`, e: "AQAB" };
  }
}

function wrapped(text, size) {
  let inner = text;
  while (inner.length < size) inner = btoa(inner);
  return inner;
}

function quoted(text, size) {
  let inner = text;
  while (inner.length < size) inner = JSON.stringify(inner);
  return inner;
}
