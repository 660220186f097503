/** The pure functions under the page: what they make of a form, of a paste, of two texts. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { guardOf, linkOf, source } from "./modules.mjs";
import { examples } from "./person.mjs";

test("every example goes through the form unchanged", async (t) => {
  const { attemptOf, ofAttempt } = await source("state.ts");
  for (const { id, attempt } of examples) {
    await t.test(id, () => {
      // A box that holds nothing and a member that is absent are the same to the core.
      const given = { jwks: "", trustPolicy: "", ...attempt };
      assert.deepEqual(attemptOf(ofAttempt(attempt), attempt.now), given);
    });
  }
});

test("lists and pairs are read as they were written", async () => {
  const { readList, readPairs, writeList, writePairs } = await source("written.ts");
  for (const list of [[], ["a"], ["a", "b"], [" a "], ["a\nb"], ["[a]"], [""]]) {
    assert.deepEqual(readList(writeList(list)), { value: list });
  }
  for (const pairs of [
    {},
    { a: "b" },
    { "a=b": "c" },
    { "{a": "b" },
    { a: "b=c" },
    { a: ["b"] },
    { a: "" },
  ]) {
    assert.deepEqual(readPairs(writePairs(pairs)), { value: pairs });
  }
  assert.deepEqual(readPairs("aws:TagKeys = a\naws:TagKeys = b"), { value: { "aws:TagKeys": ["a", "b"] } });
  assert.match(readPairs("good morning").fault, /Expected “key = value”, found “good morning”/);
  assert.match(readList('["a",').fault, /Expected/);
});

test("a paste is sorted by what it says of itself, however broken it is", async () => {
  const { sort } = await source("sort-paste.ts");
  const box = (text) => sort(text)?.box;
  assert.equal(box('{"Version": "2012-10-17", "Statement": [}'), "trustPolicy");
  assert.equal(box('{"Role": {"AssumeRolePolicyDocument": {}}}'), "trustPolicy");
  assert.equal(box("Type: AWS::IAM::Role\nProperties:\n  AssumeRolePolicyDocument:\n"), "trustPolicy");
  assert.equal(box('{"keys": ['), "jwks");
  assert.equal(box('{"kty": "RSA"}'), "jwks");
  assert.equal(box("-----BEGIN PUBLIC KEY-----\n"), "jwks");
  assert.equal(box("Authorization: Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiIifQ."), "token");
  assert.equal(box('{"count": 1, "value": "eyJ…"}'), "token");
  assert.equal(box('{"iss": "https://token.actions.githubusercontent.com"}'), "token");
  assert.deepEqual(sort('{"Url": "example.com", "ClientIDList": ["a"]}'), {
    provider: { url: "example.com", clientIdList: ["a"], thumbprintList: [] },
  });
  assert.equal(sort("good morning"), undefined);
});

test("two texts are cut into columns that belong together", async () => {
  const { columnsOf, firstDifference, nearestFirst, visible } = await source("difference.ts");
  const part = (pattern, value, wildcard = false) => ({ pattern, value, wildcard });
  const condition = { actual: ["repo:octo-org/app:environment:prod"] };
  const value = {
    text: "repo:octo-org/*:ref:refs/heads/main",
    matched: false,
    alignment: [part("repo:octo-org/", "repo:octo-org/"), part("*", "app", true), part(":", ":")],
  };
  const columns = columnsOf(condition, value);
  assert.deepEqual(columns, [
    { kind: "same", actual: "repo:", expected: "repo:" },
    { kind: "same", actual: "octo-org/", expected: "octo-org/" },
    { kind: "wildcard", actual: "app", expected: "*" },
    { kind: "same", actual: ":", expected: ":" },
    { kind: "differs", actual: "environment:prod", expected: "ref:refs/heads/main" },
  ]);
  assert.deepEqual(firstDifference(columns), {
    at: 19,
    found: "environment:prod",
    expected: "ref:refs/heads/main",
  });
  assert.equal(columns.map((column) => column.actual).join(""), condition.actual[0]);
  assert.equal(columns.map((column) => column.expected).join(""), value.text);

  const near = (actualMatched, text = "") => ({
    text,
    matched: false,
    nearest: { actualMatched, expectedMatched: 0 },
  });
  const expected = [near(3), { text: "", matched: true }, near(9, "main"), near(9, "prod")];
  assert.deepEqual(
    nearestFirst({ ...condition, expected }),
    [1, 3, 2, 0].map((index) => expected[index]),
    "of those that begin alike, the one that also ends alike comes first",
  );
  assert.equal(visible("main\u200b "), "main⟨U+200B⟩␠");
});

test("edits are of the text as it was", async () => {
  const { applyEdits } = await source("edits.ts");
  const edits = [
    { span: { start: 0, end: 1 }, text: "AA" },
    { span: { start: 2, end: 2 }, text: "x" },
  ];
  assert.equal(applyEdits("abc", edits), "AAbxc");
});

test("times are said as people say them", async () => {
  const { countdown, duration, relative } = await source("time.ts");
  assert.equal(duration(192), "3 min 12 s");
  assert.equal(duration(3600), "1 h");
  assert.equal(duration(86_400 * 2 + 5), "2 days");
  assert.equal(relative(100, 160), "1 min ago");
  assert.equal(relative(160, 100), "in 1 min");
  assert.equal(relative(100, 100), "now");
  assert.equal(countdown(192), "3:12");
  assert.equal(countdown(3723), "1:02:03");
});

test("what is copied for a ticket stays text there", async () => {
  const { markdownOf } = await source("markdown.ts");
  const summary = "@octo-org <img src=x> [a](b) `c` | d";
  const report = {
    verdict: { outcome: "accepted", assumptions: [], fixes: [], summary },
    checks: [],
    trust: { statements: [] },
    findings: [],
  };
  const written = markdownOf(report, 0);
  assert.ok(!written.includes("@octo-org"), "nobody is mentioned");
  assert.ok(!written.includes("<img") || written.includes("\\<img"), "no markup");
  assert.ok(!/(?<!\\)\[a/.test(written), "no link");
});

test("what a log says of STS goes into the ticket as well", async () => {
  const { markdownOf } = await source("markdown.ts");
  const error = { code: "ExpiredTokenException", message: "Token is *expired*", variants: [] };
  const verdict = { outcome: "refused", assumptions: [], fixes: [], summary: "It is old.", error };
  const report = { verdict, checks: [], trust: { statements: [] }, findings: [] };
  const ofLog = (answer) => markdownOf(report, 0, answer).split("\n\n")[3];
  assert.equal(ofLog({ outcome: "refused", message: error.message }), "Your log shows the same answer.");
  assert.equal(
    ofLog({ outcome: "refused", message: "Incorrect *token* audience" }),
    "Your log shows another answer: Incorrect \\*token\\* audience",
  );
  assert.equal(ofLog({ outcome: "accepted" }), "Your log shows another answer: STS gave a session.");
});

test("what a report says again stays the same object", async () => {
  const { sharing, unlike } = await source("sharing.ts");
  const before = { keys: [{ kid: "a" }], trust: { statements: [{ sid: "x" }, { sid: "y" }] }, gone: 1 };
  const made = { keys: [{ kid: "a" }], trust: { statements: [{ sid: "x" }, { sid: "z" }] } };
  const after = sharing(before, structuredClone(made));
  assert.deepEqual(after, made);
  assert.equal(after.keys, before.keys);
  assert.equal(after.trust.statements[0], before.trust.statements[0]);
  assert.equal(sharing(before, structuredClone(before)), before);
  assert.equal(sharing(undefined, made), made);
  for (const [one, other] of [
    [{ a: undefined }, {}],
    [["a"], { 0: "a" }],
    [["a"], ["a", "b"]],
    [new Set(["a"]), new Set(["b"])],
    [null, {}],
    [{}, JSON.parse('{"__proto__": {}}')],
  ]) {
    assert.ok(unlike(one, other) && unlike(other, one));
  }
  assert.ok(!unlike(new Set(["a"]), new Set(["a"])));
});

test("before the script runs the page says the same as after", async () => {
  const { strings } = await source("strings.ts");
  const html = await readFile(new URL("../../www/index.html", import.meta.url), "utf8");
  const said = html.replace(/\s+/g, " ");
  for (const sentence of [strings.question, strings.lead]) assert.ok(said.includes(sentence), sentence);
});

/** The keys of a set, of a list, or one by itself. */
function keysOf(jwks) {
  const json = JSON.parse(jwks);
  return json.keys ?? (Array.isArray(json) ? json : [json]);
}

test("a share link brings back everything but the token", async (t) => {
  const { openFragment } = await source("share.ts");
  const { ofAttempt } = await source("state.ts");
  for (const { id, attempt } of examples) {
    await t.test(id, async () => {
      const state = ofAttempt(attempt);
      const { fragment, leftOut } = await linkOf(state);
      assert.deepEqual(leftOut, []);
      assert.match(fragment, /^#v1\.[A-Za-z0-9_-]+$/, "nothing that mail, chat or Markdown would change");
      const opened = await openFragment(fragment);
      const keys = opened.state.texts.jwks;
      if (keys !== "" && keys !== state.texts.jwks)
        assert.deepEqual(keysOf(keys), keysOf(state.texts.jwks), "the same keys");
      assert.deepEqual(opened.state, {
        ...state,
        texts: { token: "", jwks: keys, trustPolicy: state.texts.trustPolicy },
      });
      assert.equal(opened.notice, "Opened from a link. Its content was taken out of the address again.");
    });
  }
});

test("a share link holds no token, no signature and no private key, wherever they stood", async () => {
  const { openFragment, publicKeys } = await source("share.ts");
  const { empty, usual } = await source("state.ts");
  const token = `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.${"c2lnbmF0dXJl".repeat(30)}`;
  const texts = { token, jwks: '{"kty": "RSA", "d": "AQAB"}', trustPolicy: `{"Sid": "${token}"}` };
  const state = { ...empty, texts, surroundings: { ...usual, context: `a = ${token}`, roleArn: "arn:a" } };
  const { fragment, leftOut } = await linkOf(state, { claims: '{"iss": "a"}' });
  const { state: opened } = await openFragment(fragment);
  assert.deepEqual(leftOut, ["trustPolicy", "context"]);
  assert.deepEqual(opened.texts, { token: '{"iss": "a"}', jwks: "", trustPolicy: "" });
  assert.equal(opened.surroundings.context, "");
  assert.equal(opened.surroundings.roleArn, "arn:a");

  const host = {
    ...empty,
    texts: { ...empty.texts, trustPolicy: "monkeybusiness.actions.githubusercontent.com" },
  };
  assert.deepEqual((await linkOf(host)).leftOut, []);

  assert.equal(publicKeys('{"kty": "oct", "k": "c2VjcmV0"}'), "");
  assert.equal(publicKeys('{"kty": "oct", "\\u006b": "c2VjcmV0"}'), "");
  const rebuilt = publicKeys('{"kty": "RSA", "e": "AQAB", "x": {"d": "c2VjcmV0"}, "kty": "RSA"}');
  assert.deepEqual(JSON.parse(rebuilt), { keys: [{ kty: "RSA", e: "AQAB" }] });
  assert.equal(publicKeys('[{"kty": "RSA", "e": "AQAB", "note": "x"}]').includes("note"), false);
  assert.equal(publicKeys(" ".repeat(10_000)), "");
});

test("a token that is split over fields is in no link", async () => {
  const { openFragment } = await source("share.ts");
  const { empty, usual } = await source("state.ts");
  const signature = "Qm9i".repeat(84) + "QmxpdmU".slice(0, 6);
  const token = `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EifQ.${signature}`;
  for (const at of [30, 60, 200]) {
    const texts = { token: token.slice(0, at), jwks: "", trustPolicy: token.slice(at) };
    const state = { ...empty, texts, surroundings: { ...usual, providerId: signature.slice(-40) } };
    const { fragment } = await linkOf(state);
    const { state: opened } = await openFragment(fragment ?? "#v1.");
    const left = JSON.stringify(opened ?? {});
    assert.ok(!left.includes(signature.slice(-40, -20)) && !left.includes("Qm9iQm9iQm9iQm9i"), left);
  }
});

test("a share link that was changed on the way gives what is left of it", async () => {
  const { isShareLink, openFragment } = await source("share.ts");
  const { empty, usual } = await source("state.ts");
  const texts = { token: "", jwks: "", trustPolicy: `{"Statement": ["${"lorem ipsum ".repeat(40)}"]}` };
  const surroundings = { ...usual, roleArn: "arn:aws:iam::123456789012:role/deploy" };
  const { fragment: link } = await linkOf(
    { ...empty, texts, surroundings },
    { claims: '{"iss": "https://a"}' },
  );
  const whole = (await openFragment(link)).state;

  // Percent signs, once or twice; a full stop or a bracket behind it; a line folded by mail.
  const escaped = link.replace("#v1.", "#v1%2E").replaceAll("-", "%2D").replaceAll("_", "%255F");
  for (const mangled of [escaped, `${link}).`, `${link.slice(0, 60)}=\r\n${link.slice(60)}`]) {
    assert.ok(isShareLink(mangled));
    assert.deepEqual((await openFragment(mangled)).state, whole);
  }

  const plain = (json) => `#v1.${Buffer.from(JSON.stringify(json)).toString("base64url")}`;
  const uncompressed = await openFragment(plain({ trustPolicy: "{}", roleArn: 7, flavour: "sweet" }));
  assert.equal(uncompressed.state.texts.trustPolicy, "{}");
  assert.match(uncompressed.notice, /does not know these parts of it: roleArn, flavour\.$/);
  const cut = await openFragment(plain({ roleArn: "arn", trustPolicy: "{}" }).slice(0, -5));
  assert.equal(cut.state.surroundings.roleArn, "arn");
  assert.match(cut.notice, /It was cut or changed on the way\. It gave nothing for .*“Trust policy”/);
  assert.match((await openFragment(link.replace("#v1", "#v2"))).notice, /later version/);
  const odd = await openFragment(plain({ providerChoice: "maybe", now: "soon", trustPolicy: "{}" }));
  assert.deepEqual(odd.state.surroundings, usual);
  assert.deepEqual(odd.state.clock, { kind: "now" });

  for (const broken of [
    "#v1.",
    "#v1.A",
    "#v1.!!!",
    "#v9.%",
    "#v1.AAAA",
    plain([]),
    plain({ toString: "x" }),
  ]) {
    const { state, notice } = await openFragment(broken);
    assert.equal(state, undefined, broken);
    assert.match(notice, /could not be read/);
  }
  // However short a link is cut, and whatever character of it was changed: no error.
  for (let at = 4; at < link.length; at += 1) {
    await openFragment(link.slice(0, at));
    await openFragment(`${link.slice(0, at)}A${link.slice(at + 1)}`);
  }
});

test("a workflow log is taken apart", async () => {
  const { sort } = await source("sort-paste.ts");
  const { empty, usual, withLog } = await source("state.ts");
  const { arrive } = await source("arrival.ts");
  const time = (line) => `2026-09-11T10:00:00.1234567Z ${line}`;
  const log = [
    "##[group]Run aws-actions/configure-aws-credentials@v4",
    "with:",
    "  role-to-assume: arn:aws:iam::123456789012:role/deploy",
    "  role-session-name: release-7",
    "  role-duration-seconds: 1800",
    "  aws-region: eu-west-1",
    "  audience: sts.amazonaws.com",
    "  managed-session-policies: arn:aws:iam::aws:policy/ReadOnlyAccess",
    "  arn:aws:iam::aws:policy/IAMReadOnlyAccess",
    "env:",
    "  role-session-name: not-an-input",
    "##[endgroup]",
    "Assuming role with OIDC",
    "\u001b[31m##[error]Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity\u001b[0m",
    "Post job cleanup.",
  ];
  const expected = {
    token: undefined,
    fields: {
      roleArn: "arn:aws:iam::123456789012:role/deploy",
      roleSessionName: "release-7",
      durationSeconds: "1800",
      policyArns: "arn:aws:iam::aws:policy/ReadOnlyAccess\narn:aws:iam::aws:policy/IAMReadOnlyAccess",
    },
    region: "eu-west-1",
    audience: "sts.amazonaws.com",
    isNamed: true,
    masked: [],
    answer: { outcome: "refused", message: "Not authorized to perform sts:AssumeRoleWithWebIdentity" },
  };
  const dated = {
    ...expected,
    answer: { ...expected.answer, at: Date.parse("2026-09-11T10:00:00Z") / 1000 },
  };
  const asShown = log.join("\n");
  const raw = log.map(time).join("\r\n");
  const byGh = log.map((line) => `deploy\tConfigure\t${time(line)}`).join("\n");
  assert.deepEqual(sort(asShown), { log: expected });
  for (const text of [raw, byGh]) assert.deepEqual(sort(text), { log: dated });

  const { state, notice } = arrive(empty, asShown, "token");
  assert.equal(state.texts.token, "");
  assert.equal(state.surroundings.roleArn, expected.fields.roleArn);
  assert.equal(state.surroundings.context, "aws:RequestedRegion = eu-west-1");
  assert.match(notice, /^Taken over: the step’s inputs and what STS answered\.$/);
  const told = { ...empty, surroundings: { ...usual, context: "aws:RequestedRegion = us-east-1" } };
  assert.equal(withLog(told, expected).surroundings.context, "aws:RequestedRegion = us-east-1");
});

test("a log is read in part: a workflow file, an error alone, a token or claims in it, what GitHub hid", async () => {
  const { sort } = await source("sort-paste.ts");
  const file = [
    "      - uses: aws-actions/configure-aws-credentials@v4",
    "        with:",
    '          role-to-assume: "arn:aws:iam::123456789012:role/deploy" # production',
    "          role-session-name: ${{ github.run_id }}",
    "          aws-region: eu-west-1",
    "      - run: aws s3 ls",
  ].join("\n");
  assert.deepEqual(sort(file).log.fields, { roleArn: "arn:aws:iam::123456789012:role/deploy" });
  assert.equal(sort(file).log.answer, undefined);

  const message = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
  const says = (text) => sort(text).log.answer;
  const refused = { outcome: "refused", message };
  assert.deepEqual(says(`Error: Could not assume role with OIDC: ${message}`), refused);
  const cli = "An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation:";
  assert.deepEqual(says(`${cli} ${message}`), refused);
  const go =
    "operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: 1f,";
  assert.deepEqual(says(`${go} api error AccessDenied: ${message}`), refused);
  const again = `Could not assume role with OIDC: Internal failure\nCould not assume role with OIDC: ${message}`;
  assert.deepEqual(says(again), refused, "the last one counts");
  assert.deepEqual(says(`${again}\nAuthenticated as assumedRoleId AROAEXAMPLE:GitHubActions`), {
    outcome: "accepted",
  });

  const failed = `Error: Could not assume role with OIDC: ${message}`;
  const token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln";
  assert.equal(sort(`token: ${token}\n${failed}`).log.token, token);
  const claims = '{\n  "act": {"n": "}"},\n  "iss": "https://a",\n  "sub": "b"\n}';
  assert.equal(sort(`The claims are ${claims}.\n${failed}`).log.token, claims);

  const hidden = sort(`with:\n  role-to-assume: arn:aws:iam::***:role/deploy\n  aws-region: ***`).log;
  assert.deepEqual(hidden.fields, { roleSessionName: "GitHubActions" }, "no other name was given");
  assert.deepEqual(hidden.masked, ["role-to-assume", "aws-region"]);
  assert.equal(sort("good morning\nno role to assume"), undefined);
});

test("what a log says is compared with what was worked out", async () => {
  const { compare } = await source("workflow-log.ts");
  const refused = {
    verdict: {
      outcome: "refused",
      error: { message: "Incorrect token audience", variants: ["Old wording"] },
    },
  };
  const accepted = { verdict: { outcome: "accepted" } };
  const log = (message) => ({ outcome: "refused", message });
  assert.equal(compare(log("Incorrect token audience"), refused), "same");
  assert.equal(compare(log("Old wording"), refused), "same");
  assert.equal(compare(log("Token is expired"), refused), "other");
  assert.equal(compare(log("Token is expired"), accepted), "other");
  assert.equal(compare({ outcome: "accepted" }, accepted), "same");
  assert.equal(compare({ outcome: "accepted" }, refused), "other");
  assert.equal(compare({ outcome: "no-token" }, refused), "other");
});

test("a log says what STS found, or that it was never asked", async () => {
  const { causeOf, readLog } = await source("workflow-log.ts");
  const cause = (message) => causeOf({ outcome: "refused", message });
  assert.equal(cause("No OpenIDConnect provider found in your account for https://a"), "provider");
  assert.equal(
    cause("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"),
    "thumbprint",
  );
  assert.equal(cause("Incorrect token audience"), "audience");
  assert.equal(cause("Couldn't retrieve verification key from your identity provider,  please"), "keys");
  assert.equal(cause("Token expired: current date/time 1 must be before"), "time");
  assert.equal(cause("Not authorized to perform sts:AssumeRoleWithWebIdentity"), "trust");
  assert.equal(cause("Internal failure"), "unknown");
  assert.equal(causeOf({ outcome: "accepted" }), "unknown");

  const tokenless = "Error: Error message: Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable";
  assert.deepEqual(readLog(tokenless).answer, { outcome: "no-token" });
  const asked = `${tokenless}\nError: Could not assume role with OIDC: Incorrect token audience`;
  assert.equal(readLog(asked).answer.outcome, "refused", "a later step got one");
});

test("of a list of providers the one for the issuer is taken, or what is nearest to it", async () => {
  const { sort } = await source("sort-paste.ts");
  const { empty, withProviders } = await source("state.ts");
  const arn = (issuer) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
  const list = [arn("gitlab.com"), arn("Token.Actions.githubusercontent.com/"), arn("gitlab.com/")];
  const answer = JSON.stringify({ OpenIDConnectProviderList: list.map((Arn) => ({ Arn })) });
  assert.deepEqual(sort(answer), { providers: list });
  const taken = (arns, issuer) => withProviders(empty, arns, issuer).surroundings;
  assert.equal(taken(list, "https://gitlab.com/").providerArn, list[2]);
  assert.equal(taken(list, undefined).providerUrl, "https://Token.Actions.githubusercontent.com/");
  assert.equal(taken(list, "https://a.example").providerChoice, "none");
  assert.deepEqual(sort('{"OpenIDConnectProviderList": ["odd", null, {"Arn": 1}]}'), { providers: [] });
});

test("a link that holds too much is refused whole, packed or plain", async () => {
  const { mostUnpacked, openFragment } = await source("share.ts");
  const { empty } = await source("state.ts");
  const { strings } = await source("strings.ts");
  const fragmentOf = async (trustPolicy) =>
    (await linkOf({ ...empty, texts: { ...empty.texts, trustPolicy } })).fragment;
  const around = '{"trustPolicy":""}'.length;
  const most = "a".repeat(mostUnpacked - around);
  assert.equal((await openFragment(await fragmentOf(most))).state.texts.trustPolicy, most);
  assert.equal(await fragmentOf(`${most}a`), undefined);
  const larger = Buffer.from(JSON.stringify({ trustPolicy: `${most}a` }));
  const huge = Buffer.from(JSON.stringify({ trustPolicy: "a".repeat(50_000_000) }));
  for (const payload of [larger, deflateRawSync(larger), deflateRawSync(huge), huge]) {
    const opened = await openFragment(`#v1.${payload.toString("base64url")}`);
    assert.deepEqual(opened, { state: undefined, notice: strings.share.tooLarge });
  }
});

test("of what is long its start and its end are drawn, and how much is between", async () => {
  const { clipped, drawnOf, fewOf, listOf, shown } = await source("drawn.ts");
  const most = "a".repeat(2000);
  assert.equal(clipped(most), most);
  assert.equal(clipped(`${most}bc`), `${"a".repeat(1000)} … 2 more characters … ${"a".repeat(998)}bc`);
  const pairs = clipped(`a${"\u{1f600}".repeat(1200)}`);
  assert.ok(pairs.isWellFormed?.() ?? true);
  assert.match(pairs, /😀 … 402 more characters … 😀/);
  assert.ok(shown("\u202e".repeat(200_000)).length < 20_000);
  assert.deepEqual(fewOf(Array(101).fill("a")), { few: Array(100).fill("a"), more: 1 });
  assert.equal(listOf(["a", "b"], shown), "a, b");
  assert.match(listOf(Array(40_000).fill("a"), shown), /, a, and 39900 more$/);
  const columns = Array.from({ length: 500_000 }, (_, at) => ({
    kind: "same",
    actual: `${at}`,
    expected: `${at}`,
  }));
  const drawn = drawnOf(columns);
  assert.equal(drawn.length, 201);
  assert.deepEqual([drawn[0], drawn[100].actual, drawn.at(-1)], [columns[0], "…", columns.at(-1)]);
  assert.deepEqual(drawnOf(columns.slice(0, 200)), columns.slice(0, 200));
});

// What takes a time that grows with the square would be stuck for minutes.
test("a long text is sorted and shared, whatever it repeats", { timeout: 60_000 }, async () => {
  const { sort } = await source("sort-paste.ts");
  const { empty } = await source("state.ts");
  const texts = {
    ey: "ey".repeat(500_000),
    dots: "ey.".repeat(300_000),
    braces: `"iss": ${"{}".repeat(400_000)}`,
    lines: "role-to-assume: x\n".repeat(50_000),
    newlines: `x${"\n".repeat(900_000)}y`,
    errors: "Could not assume role with OIDC: x\n".repeat(30_000),
    go: "AssumeRoleWithWebIdentity, ".repeat(30_000),
    separator: `role-to-assume: arn:aws:iam::1:role/x\naudience:${" ".repeat(900_000)}x\u2028y`,
    quotes: `role-to-assume: x\naudience: "${'"#'.repeat(400_000)}\u2028x`,
    comments: `role-to-assume: x\naudience: a${" #".repeat(400_000)}\u2028x`,
    values: `role-to-assume: x\nrole-session-name:\n${"arn:aws:iam::1:policy/x\n".repeat(40_000)}`,
    headers: "eyA.".repeat(250_000),
  };
  for (const [name, text] of Object.entries(texts)) {
    sort(text);
    const { fragment } = await linkOf({ ...empty, texts: { ...empty.texts, trustPolicy: text } });
    assert.ok(fragment === undefined || fragment === "#v1.e30", `${name} is more than a link may hold`);
  }
});

test(
  "a report of a text of many tokens is written without any of them, at once",
  { timeout: 60_000 },
  async () => {
    const { redacted } = await source("../../pkg/src/redacted.ts");
    const { empty } = await source("state.ts");
    const payloadOf = (at) => Buffer.from(`the claims of number ${at}`).toString("base64url");
    const token = Array.from({ length: 5000 }, (_, at) => `eyJhbGciOiJSUzI1NiJ9.${payloadOf(at)}.c2ln`).join(
      ",",
    );
    const told = Array.from({ length: 5000 }, (_, at) => ({ message: `found ${payloadOf(at)} there` }));
    const guard = await guardOf({ ...empty, texts: { ...empty.texts, token } });
    const { problems } = redacted({ problems: told }, guard);
    assert.equal(problems.length, told.length);
    for (const [at, { message }] of problems.entries()) assert.ok(!message.includes(payloadOf(at)), message);
  },
);

test("the inputs of a log are read as YAML has them", async () => {
  const { readLog } = await source("workflow-log.ts");
  const audience = (value) =>
    readLog(`role-to-assume: arn:aws:iam::1:role/x\naudience: ${value}\nrole-session-name: s`).audience;
  assert.equal(audience('"a#b" # c'), "a#b");
  assert.equal(audience("'a' # \"c"), "a");
  assert.equal(audience('"a"'), "a");
  assert.equal(audience("a # b # c"), "a");
  assert.equal(audience("a#b"), "a#b");
  const { fields } = readLog(
    "with:\n  role-to-assume: arn:aws:iam::1:role/x\n  managed-session-policies: |\n    arn:aws:iam::1:policy/a\n    arn:aws:iam::1:policy/b",
  );
  assert.equal(fields.policyArns, "arn:aws:iam::1:policy/a\narn:aws:iam::1:policy/b");
});
