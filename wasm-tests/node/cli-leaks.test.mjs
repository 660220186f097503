/** A live token in every option and every file, in many wrappings: no output of the command holds it. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { example, folder, run, write } from "./cli.mjs";
import { pieces, wrappings } from "../support/wrappings.mjs";

const works = await example("github-branch");
const [, , signature] = works.token.split(".");

/** That no piece of the signature is in a text, as it is, spelled out, backward or encoded. */
function assertFree(text, what) {
  const found = pieces(signature).find((piece) => text.bare.includes(piece) || text.backward.includes(piece));
  assert.equal(found, undefined, `${what}: ${text.raw}`);
}

function textOf(raw) {
  const bare = raw.replaceAll(/[^\w-]/g, "");
  return { raw, bare, backward: [...bare].reverse().join("") };
}

/** Where a person may have put it by mistake. */
const places = {
  "--session-name": (text) => ["--session-name", text],
  "--role-arn": (text) => ["--role-arn", text],
  "--context": (text) => ["--context", `aws:userid=${text}`],
  "--context, as the key": (text) => ["--context", `${text}=1`],
  "--duration": (text) => ["--duration", text],
  "--now": (text) => ["--now", text],
  "--expect": (text) => ["--expect", text],
  "--fail-on": (text) => ["--fail-on", text],
  "an option": (text) => [`--${text}`],
  "the name of a file": (text) => ["--jwks", `./${text}`.slice(0, 4000)],
};

const files = {
  "a Sid": (text) => ({ "policy.json": { ...JSON.parse(works.trustPolicy), Id: text } }),
  "a principal": (text) => ({
    "policy.json": { Statement: [{ Effect: "Allow", Principal: { Federated: text }, Action: text }] },
  }),
  "a condition": (text) => ({
    "policy.json": works.trustPolicy.replaceAll(
      "repo:octo-org/app:ref:refs/heads/main",
      JSON.stringify(text).slice(1, -1),
    ),
  }),
  "in place of the policy": (text) => ({ "policy.json": text }),
  "a key id": (text) => ({
    "jwks.json": works.jwks.replace(/"kid":\s*"[^"]*"/, `"kid": ${JSON.stringify(text)}`),
  }),
  "in place of the keys": (text) => ({ "jwks.json": text }),
  "a provider": (text) => ({ "provider.json": { Url: text, ClientIDList: [text] } }),
  "nested claims": (text) => ({ "claims.json": { iss: text, aud: [text], sub: "x", act: { token: text } } }),
};

for (const format of ["text", "json", "github"]) {
  test(`no option and no file gives the token away: ${format}`, { timeout: 600_000 }, async (t) => {
    const path = await folder(t);
    const summary = join(path, "summary.md");
    const usual = {
      "token.jwt": works.token,
      "jwks.json": works.jwks,
      "policy.json": works.trustPolicy,
      "claims.json": { iss: "https://a.example", sub: "x", aud: "y" },
      "provider.json": { Url: "https://a.example" },
      "summary.md": "",
    };
    await write(path, usual);
    const check = async (args, what) => {
      const all = ["check", "--format", format, "--trust-policy", "policy.json", ...args];
      const { stdout, stderr } = await run(all, { cwd: path, env: { GITHUB_STEP_SUMMARY: summary } });
      assertFree(textOf(`${stdout}\n${stderr}\n${await readFile(summary, "utf8")}`), what);
      if (format === "json" && stdout !== "") JSON.parse(stdout);
    };
    const some = Object.entries(wrappings);
    // Each place with the token as it is, and with others in turn: every wrapping has its turn in some place.
    let turn = ["text", "json", "github"].indexOf(format) * 13;
    const few = () => [some[0], ...Array.from({ length: 2 }, () => some[(turn += 1) % some.length])];
    for (const [place, argsOf] of Object.entries(places)) {
      for (const [name, wrap] of few()) {
        const text = wrap(works.token).replaceAll("\0", "");
        await check([...argsOf(text), "--token", "token.jwt"], `${place}: ${name}`);
      }
    }
    for (const [file, filesOf] of Object.entries(files)) {
      for (const [name, wrap] of few()) {
        // Of a token that is nowhere whole nobody can know the signature.
        if (file === "nested claims" && name.includes("signature")) continue;
        await write(path, { ...usual, ...filesOf(wrap(works.token)) });
        const caller = file === "nested claims" ? ["--claims", "claims.json"] : ["--token", "token.jwt"];
        const args = [
          ...caller,
          "--jwks",
          "jwks.json",
          ...(file === "a provider" ? ["--provider", "provider.json"] : []),
        ];
        await check(args, `${file}: ${name}`);
      }
    }
  });
}

test("a file name is no command of the runner, wherever it is written", async (t) => {
  const path = await folder(t);
  const { stdout, stderr } = await run(
    ["check", "--token", "##[set-output name=role]x", "--trust-policy", "::error::y"],
    {
      cwd: path,
      env: { GITHUB_ACTIONS: "true" },
    },
  );
  assert.equal(stdout, "");
  assert.doesNotMatch(stderr, /##\[|^\s*::/m);
});
