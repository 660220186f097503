/** What the command prints, kept as texts: `cargo xtask test --only node --update` accepts what is new. */

import assert from "node:assert/strict";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { asFiles, claimsOf, example, folder, run, write } from "./cli.mjs";
import { installed, project } from "./package.mjs";

const snapshots = join(project, "wasm-tests/snapshots/cli");
const update = process.env.UPDATE_SNAPSHOTS === "1";

/** Fixtures as a repository keeps them: claims without signatures, policies of two roles. */
async function repository() {
  const push = claimsOf((await example("github-branch")).token);
  const request = claimsOf((await example("pull-request-not-listed")).token);
  return {
    "claims/main.json": push,
    "claims/pull-request.json": request,
    "claims/broken.json": `{"sub": "repo:octo-org/app:pull_request"`,
    "roles/deploy.json": (await example("github-branch")).trustPolicy,
    "roles/release.json": (await example("github-environment")).trustPolicy,
    "roles/open.json": (await example("github-any-branch")).trustPolicy,
  };
}

const both = ["--claims", "claims/main.json", "claims/pull-request.json", "--trust-policy"];

/** Name, what is typed, what it ends with; `of`: an example's files and arguments. */
const cases = [
  { name: "accepted", of: "github-branch", code: 0 },
  { name: "refused by the trust policy", of: "trailing-space-in-policy", code: 1 },
  { name: "refused in colours", of: "trailing-space-in-policy", env: { FORCE_COLOR: "1" }, code: 1 },
  { name: "refused in 40 columns", of: "branch-instead-of-environment", env: { COLUMNS: "40" }, code: 1 },
  { name: "expired, and more would fail", of: "token-expired", code: 1 },
  { name: "denied by a statement", of: "denied-by-a-second-statement", code: 1 },
  { name: "a wildcard that does not reach", of: "pull-request-not-listed", code: 1 },
  { name: "not saved by IAM", of: "policy-that-iam-no-longer-saves", code: 0 },
  {
    name: "claims",
    args: ["check", "--claims", "claims/main.json", "--trust-policy", "roles/deploy.json"],
    code: 0,
  },
  {
    name: "claims, strictly",
    args: ["check", "--claims", "claims/main.json", "--trust-policy", "roles/deploy.json", "--strict"],
    code: 1,
  },
  {
    name: "a table",
    args: ["check", ...both, "roles/deploy.json", "roles/open.json"],
    code: 1,
  },
  {
    name: "a table of what is expected",
    args: [
      ...["check", ...both, "roles/deploy.json", "roles/release.json"],
      ...["--expect", "refused", "main.json@deploy.json=accepted"],
    ],
    code: 0,
  },
  {
    name: "a table too wide for the terminal",
    args: ["check", ...both, "roles/deploy.json", "roles/release.json", "--expect", "refused"],
    env: { COLUMNS: "60" },
    code: 1,
  },
  {
    name: "let in, by a policy that lets too much in",
    args: [
      ...["check", "--claims", "claims/main.json", "--trust-policy", "roles/open.json"],
      ...["--fail-on", "high"],
    ],
    code: 1,
  },
  {
    name: "let in, by a policy that is not too bad",
    args: [
      ...["check", "--claims", "claims/main.json", "--trust-policy", "roles/open.json"],
      ...["--fail-on", "critical"],
    ],
    code: 0,
  },
  {
    name: "let in, though refused was expected",
    args: [
      ...["check", "--claims", "claims/main.json", "--trust-policy", "roles/open.json"],
      ...["--expect", "refused"],
    ],
    code: 1,
  },
  {
    name: "refused, though only for an expired fixture",
    args: [
      ...["check", "--claims", "claims/main.json", "--trust-policy", "roles/deploy.json"],
      ...["--now", "2026-11-03T12:00:00Z"],
      ...["--expect", "refused"],
    ],
    code: 1,
  },
  {
    name: "refused by the check that was named",
    args: [
      ...["check", "--claims", "claims/pull-request.json", "--trust-policy", "roles/deploy.json"],
      ...["--expect", "trust-policy"],
    ],
    code: 0,
  },
  {
    name: "for GitHub",
    args: ["check", ...both, "roles/deploy.json", "roles/release.json", "--format", "github"],
    code: 1,
  },
  { name: "help", args: ["--help"], code: 0 },
];

for (const { name, of, args: typed, env, code } of cases) {
  test(name, async (t) => {
    const cwd = await folder(t);
    const { files, args } = of ? asFiles(await example(of)) : { files: await repository(), args: typed };
    await write(cwd, files);
    const found = await run(args, { cwd, env });
    assert.equal(found.code, code, found.stdout + found.stderr);
    assert.equal(found.stderr, "");
    await matchesSnapshot(name, `$ assumable ${args.join(" ")}\n\n${steady(found.stdout)}`);
  });
}

test("every kept text is of a case that there is", async () => {
  assert.deepEqual((await readdir(snapshots)).sort(), cases.map(({ name }) => fileOf(name)).sort());
});

test("the summary of the step", async (t) => {
  const cwd = await folder(t);
  await write(cwd, await repository());
  const summary = join(cwd, "summary.md");
  await writeFile(summary, "Already there\n");
  const args = ["check", ...both, "roles/deploy.json", "--format", "github"];
  const { code } = await run(args, { cwd, env: { GITHUB_STEP_SUMMARY: summary } });
  assert.equal(code, 1);
  const text = await readFile(summary, "utf8");
  assert.match(text, /^Already there\n/);
  assert.match(text, /\| `claims\/main\.json` \| ○ accepted, 5 assumed \|/);
  assert.match(text, /\| `claims\/pull-request\.json` \| ✗ refused, AccessDenied \|/);
  assert.match(text, /^#### `claims\/pull-request\.json` against `roles\/deploy\.json`$/m);
  assert.doesNotMatch(text, /^#### `claims\/main\.json`/m, "what came out as wanted is in the table only");
});

test(
  "the workflow of the README lets a push to main in and nobody else",
  { skip: process.platform === "win32" },
  async (t) => {
    const readme = await readFile(join(installed, "README.md"), "utf8");
    const { version } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    const [, folded] = /^ {6}- run: >\n((?: {10}.*\n)+)/m.exec(readme);
    const typed = folded.trim().replace(/\s+/g, " ");
    const published = `npx --yes assumable@${version} `;
    assert.ok(typed.startsWith(published), typed);
    const command = `"${process.execPath}" "${join(installed, "cli.js")}" ${typed.slice(published.length)}`;

    const cwd = await folder(t);
    const { "claims/broken.json": broken, ...files } = await repository();
    await write(cwd, files);
    const inShell = () => run(["-c", command], { cwd, program: ["sh"] });
    assert.equal((await inShell()).code, 0);
    await write(cwd, {
      "roles/deploy.json": files["roles/open.json"].replace(/:ref:refs\/heads\/\*|:ref:\*/, ":*"),
    });
    const opened = await inShell();
    assert.equal(opened.code, 1);
    assert.match(opened.stdout, /^::error file=roles\/deploy\.json.*pull-request\.json/m);
    await write(cwd, { ...files, "claims/broken.json": broken });
    const unread = await inShell();
    assert.equal(unread.code, 2);
    assert.match(unread.stdout, /^::error file=claims\/broken\.json,line=1/m);
  },
);

/** Without the version, the day of the facts and the key that stops commands. */
function steady(text) {
  return text
    .replace(/^(.*assumable )\d+\.\d+\.\d+(, with what was known of AWS on )[\d-]+/m, "$1x.y.z$2…")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\n|::)/g, "«key»");
}

function fileOf(name) {
  return `${name.replaceAll(",", "").replaceAll(" ", "-")}.txt`;
}

async function matchesSnapshot(name, found) {
  const file = join(snapshots, fileOf(name));
  if (update) {
    await mkdir(snapshots, { recursive: true });
    await rm(file, { force: true });
    return writeFile(file, found);
  }
  assert.equal(
    found,
    await readFile(file, "utf8"),
    `${name} differs; \`cargo xtask test --update\` accepts it`,
  );
}
