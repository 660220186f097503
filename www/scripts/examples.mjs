// Makes the examples of the page: reads www/examples/*.json, signs their tokens
// with practice keys, which are the same each time, and writes
// www/generated/examples.json (what the page shows) and
// www/generated/examples-expected.json (what must come of it).
//
//     node scripts/examples.mjs [output folder]
//
// The format of an example is described in www/examples/README.md.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { practiceKeys } from "./practice-keys.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));
const folder = join(www, "examples");
const output = process.argv[2] ?? join(www, "generated");

const claimSets = read(join(folder, "shared", "claims.json"));
const keyList = read(join(folder, "shared", "keys.json"));
const groups = read(join(folder, "shared", "groups.json"));

function main() {
  const keys = Object.fromEntries(
    Object.entries(keyList).map(([name, { alg, kid }]) => [name, { alg, kid, ...practiceKeys[alg](name) }]),
  );
  const examples = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ id: basename(file, ".json"), ...read(join(folder, file)) }))
    .sort(byGroupThenReports);
  for (const example of examples) {
    const mistakes = mistakesIn(example);
    if (mistakes.length > 0) throw new Error(`${example.id}.json: ${mistakes.join("; ")}`);
  }

  mkdirSync(output, { recursive: true });
  write(
    "examples.json",
    examples.map((example) => ({
      id: example.id,
      title: example.title,
      group: example.group,
      symptom: example.symptom,
      story: example.story,
      reports: example.reports,
      attempt: attemptOf(example, keys),
    })),
  );
  write("examples-expected.json", Object.fromEntries(examples.map(({ id, expect }) => [id, expect])));
}

/** What most people met comes first in its group. */
function byGroupThenReports(a, b) {
  const group = groups.indexOf(a.group) - groups.indexOf(b.group);
  return group || b.reports.length - a.reports.length || (a.id < b.id ? -1 : 1);
}

/** One call, as `inspect` takes it: every text as a person would paste it. */
function attemptOf(example, keys) {
  const attempt = { token: tokenText(example.token, keys), now: example.now };
  if (example.jwks !== undefined) attempt.jwks = jwksText(example.jwks, keys);
  if (example.trustPolicy !== undefined) attempt.trustPolicy = asText(example.trustPolicy);
  for (const name of ["provider", "role", "request", "context"]) {
    if (example[name] !== undefined) attempt[name] = example[name];
  }
  return attempt;
}

function tokenText(token, keys) {
  if (token.text !== undefined) return token.text;
  const key = token.signedBy === null ? undefined : keys[token.signedBy];
  const header = { typ: "JWT", ...(key && { alg: key.alg, kid: key.kid }), ...token.header };
  const claims = claimsOf(token);
  const signed = `${encodeJson(header)}.${encodeJson(claims)}`;
  const signature = key ? key.sign(signed).toString("base64url") : "";
  const sent = token.editedAfterSigning
    ? `${encodeJson(header)}.${encodeJson({ ...claims, ...token.editedAfterSigning })}`
    : signed;
  return (token.pasted ?? "{token}").replace("{token}", () => `${sent}.${signature}`);
}

function claimsOf({ like, claims, without = [] }) {
  const all = { ...claimSets[like], ...claims };
  for (const name of without) delete all[name];
  return all;
}

function jwksText(jwks, keys) {
  if (jwks.text !== undefined) return jwks.text;
  return asText({ keys: jwks.map((entry) => jwkOf(entry, keys)) });
}

function jwkOf(entry, keys) {
  const { key: name, with: added, without = [] } = typeof entry === "string" ? { key: entry } : entry;
  const { kid, alg, jwk: key } = keys[name];
  const jwk = { kid, use: "sig", alg, ...key, ...added };
  for (const member of without) delete jwk[member];
  return jwk;
}

// ------------------------------------------------------------- looking it over

const MEMBERS = {
  required: ["id", "title", "group", "symptom", "story", "reports", "token", "now", "expect"],
  optional: ["jwks", "trustPolicy", "provider", "role", "request", "context"],
};
const TOKEN_MEMBERS = {
  required: ["like", "claims", "signedBy"],
  optional: ["header", "without", "editedAfterSigning", "pasted"],
};
const EXPECT_MEMBERS = {
  accepted: { required: ["outcome", "summary"], optional: ["note"] },
  refused: {
    required: ["outcome", "check", "code", "message", "summary"],
    optional: ["hint", "note"],
  },
};

/** What an author got wrong: a name misspelled here would only make an example say less. */
function mistakesIn(example) {
  const { token, jwks, expect } = example;
  const mistakes = namesWrong(example, MEMBERS);
  if (!groups.includes(example.group)) mistakes.push(`no group «${example.group}»`);
  if (!EXPECT_MEMBERS[expect.outcome]) mistakes.push(`no outcome «${expect.outcome}»`);
  else mistakes.push(...namesWrong(expect, EXPECT_MEMBERS[expect.outcome]));
  if (Array.isArray(jwks)) {
    const unknown = jwks.map((entry) => entry.key ?? entry).filter((name) => !keyList[name]);
    mistakes.push(...unknown.map((name) => `no key «${name}»`));
  }
  if (token.text !== undefined) return mistakes;
  mistakes.push(...namesWrong(token, TOKEN_MEMBERS));
  if (!claimSets[token.like]) return [...mistakes, `no claims «${token.like}»`];
  if (token.signedBy !== null && !keyList[token.signedBy]) {
    mistakes.push(`no key «${token.signedBy}»`);
  }
  const claims = claimsOf(token);
  return claims.repository === undefined ? mistakes : [...mistakes, ...unlikeGitHub(claims)];
}

function namesWrong(object, { required, optional }) {
  return [
    ...required.filter((name) => object[name] === undefined).map((name) => `${name} is missing`),
    ...Object.keys(object)
      .filter((name) => !required.includes(name) && !optional.includes(name))
      .map((name) => `${name} is not a member`),
  ];
}

/** Claims of one GitHub token repeat one another: where they disagree, the example is not real. */
function unlikeGitHub(claims) {
  const {
    repository,
    repository_id: id,
    repository_owner: owner,
    repository_owner_id: ownerId,
    ref,
  } = claims;
  const name = repository.slice(owner.length + 1);
  const prefixes = [`repo:${repository}:`, `repo:${owner}@${ownerId}/${name}@${id}:`];
  const tails = [`environment:${claims.environment?.replaceAll(":", "%3A")}`];
  if (claims.environment === undefined) {
    tails[0] = claims.event_name === "pull_request" ? "pull_request" : `ref:${ref}`;
  }
  const subjects = prefixes.flatMap((prefix) => tails.map((tail) => prefix + tail));
  const template = claims.sub.startsWith("repository_owner:");
  const rules = {
    "sub agrees with repository, environment, event and ref":
      template || subjects.some((s) => claims.sub === s || claims.sub.startsWith(`${s}:`)),
    "repository starts with its owner": repository.startsWith(`${owner}/`),
    "workflow_ref is in the repository, at ref":
      claims.workflow_ref.startsWith(`${repository}/.github/workflows/`) &&
      claims.workflow_ref.endsWith(`@${ref}`),
    "a pull request has head_ref and base_ref":
      (claims.event_name === "pull_request") === (claims.head_ref !== ""),
    "ref_type agrees with ref": (claims.ref_type === "tag") === ref.startsWith("refs/tags/"),
    "exp is five minutes after iat": claims.exp === claims.iat + 300,
    "nbf is ten minutes before iat": claims.nbf === claims.iat - 600,
  };
  return Object.entries(rules)
    .filter(([, holds]) => !holds)
    .map(([rule]) => `not so: ${rule}`);
}

// ------------------------------------------------------------------- texts

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path}: ${error.message}`, { cause: error });
  }
}

function write(name, value) {
  writeFileSync(join(output, name), `${JSON.stringify(value, null, 1)}\n`);
  console.log(`${join(output, name)}: ${Object.keys(value).length} examples`);
}

function asText(value) {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function encodeJson(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

main();
