/**
 * Makes the texts that fuzzing starts from, a folder for each target: the examples of the
 * page and the cases of the tests, as a person would paste them.
 *
 *     node fuzz/seeds.mjs EXAMPLES OUTPUT
 *
 * EXAMPLES is what www/scripts/examples.mjs has made. The texts of one seed stand apart by
 * a byte 0xFF, as fuzz/src/lib.rs has it.
 */

import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Longer ones teach the fuzzer nothing that shorter ones do not, and slow it down. */
const LONGEST = 8192;

const data = fileURLToPath(new URL("../tests/data", import.meta.url));
const [examplesFolder, output] = process.argv.slice(2);
if (output === undefined) throw new Error("node fuzz/seeds.mjs EXAMPLES OUTPUT");

function main() {
  rmSync(output, { recursive: true, force: true });
  const attempts = read(join(examplesFolder, "examples.json")).map(({ attempt }) => attempt);
  for (const attempt of attempts) fromAttempt(attempt);
  for (const text of strings("token")) {
    seed("unwrap", text);
    seed("secrets", text, text);
  }
  for (const text of strings("keys")) seed(text.includes("-----BEGIN") ? "pem" : "jwks", text);
  for (const text of documents()) {
    seed("policy", text, "{}");
    seed("json_reader", text);
  }
  for (const table of tables("policy/conditions")) table.cases.forEach(fromCondition);
  for (const [type, options] of KEYS) {
    const { publicKey } = generateKeyPairSync(type, options);
    seed("pem", publicKey.export({ type: "spki", format: "pem" }));
    seed("pem", publicKey.export({ type: "spki", format: "der" }));
    seed("jwks", JSON.stringify(publicKey.export({ format: "jwk" })));
  }
}

const KEYS = [
  ["rsa", { modulusLength: 2048 }],
  ["ec", { namedCurve: "P-256" }],
  ["ec", { namedCurve: "P-384" }],
  ["ec", { namedCurve: "P-521" }],
  ["ed25519", {}],
];

function fromAttempt({ token, jwks = "", trustPolicy = "", ...rest }) {
  seed("inspect", token, jwks, trustPolicy, JSON.stringify(rest));
  seed("unwrap", token);
  seed("secrets", `${token}\n${jwks}`, trustPolicy);
  seed("jwks", jwks);
  seed("policy", trustPolicy, "{}");
  seed("json_reader", trustPolicy);
  const segments = token.split(".");
  if (segments.length === 3) {
    const [header, payload, signature] = segments.map((segment) => Buffer.from(segment, "base64url"));
    seed("jws", header, payload, signature);
    seed("json_reader", payload);
  }
}

/** A condition of the tables, in a policy, with the call that it meets. */
function fromCondition({ operator, policy, call, context = {} }) {
  const key = "issuer.example:claim";
  const statement = {
    Effect: "Allow",
    Principal: {
      Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { [operator]: { [key]: policy } },
  };
  const keys = call === undefined ? context : { ...context, [key]: call };
  seed("policy", JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), JSON.stringify(keys));
  if (typeof policy === "string" && typeof call === "string") seed("pattern", policy, call);
}

/** Every text in the cases of a folder. */
function strings(folder) {
  const found = [];
  JSON.stringify(tables(folder), (_, value) => {
    if (typeof value === "string" && value.length > 1) found.push(value);
    return value;
  });
  return found;
}

function tables(folder) {
  return files(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => read(file));
}

function documents() {
  return files("policy/documents").map((file) => readFileSync(file, "utf8"));
}

function files(folder) {
  const entries = readdirSync(join(data, folder), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(data, folder, name))
    .sort();
}

function read(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Named by what is in it, so that the same text is one seed. */
function seed(target, ...texts) {
  const separated = texts.flatMap((text) => [Buffer.from([0xff]), Buffer.from(text)]).slice(1);
  const bytes = Buffer.concat(separated);
  if (bytes.length === 0 || bytes.length > LONGEST) return;
  const folder = join(output, target);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, createHash("sha256").update(bytes).digest("hex").slice(0, 16)), bytes);
}

main();
