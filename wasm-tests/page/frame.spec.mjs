/** The frame on somebody else's site: what it is told, what it tells, and what it takes from nobody. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "../support/test.mjs";
import { eventually } from "../support/eventually.mjs";
import { site } from "./harness.mjs";
import { hostPage } from "./host.mjs";

const examples = JSON.parse(
  await readFile(new URL("../../www/generated/examples.json", import.meta.url), "utf8"),
);
const attempt = (id) => examples.find((example) => example.id === id).attempt;

const script = `<script src="${site}/embed.js"></script>`;
const quoted = (text) => `'${text.replaceAll("&", "&amp;").replaceAll("'", "&#39;")}'`;
const inspector = (page, frame = "iframe") => page.frameLocator(frame).locator("assumable-inspector");

test("a frame shows what its attributes say, and the host hears of it", async (t) => {
  const { page, heard, errors } = await hostPage(
    t,
    `<iframe id="one" data-assumable data-example="other-branch" data-theme="dark"></iframe>${script}`,
  );
  const [ready] = await heard("ready");
  assert.match(ready.detail.version, /^\d+\.\d+\.\d+$/);
  const [{ id, detail }] = await heard("verdict");
  assert.equal(id, "one");
  assert.equal(detail.outcome, "refused");
  await inspector(page).getByText("Refused", { exact: true }).first().waitFor();
  assert.equal(await page.locator("iframe").getAttribute("sandbox"), "allow-scripts");
  assert.notEqual(await page.locator("iframe").getAttribute("title"), null);
  assert.deepEqual(errors, []);
});

test("the role, the call and the moment, by attributes and by the address, are shown and count", async (t) => {
  const given = {
    claims: { iss: "https://token.actions.githubusercontent.com", sub: "x", aud: "y", exp: 2, iat: 1 },
    role: { arn: "arn:aws:iam::111122223333:role/deploy", maxSessionDuration: 3600 },
    request: { roleSessionName: "deploy", durationSeconds: 7200 },
    context: { "aws:SourceIp": "203.0.113.9" },
    now: 1,
  };
  const texts = Object.entries(given).map(([name, value]) => [name, JSON.stringify(value)]);
  const attributes = texts.map(([name, text]) => `data-${name}=${quoted(text)}`).join(" ");
  const fragment = new URLSearchParams([...texts, ["hide", "surroundings clock jwks"]]);
  const { page } = await hostPage(
    t,
    `<iframe id="script" data-assumable data-hide="surroundings clock jwks" ${attributes}></iframe>
     <iframe id="address" sandbox="allow-scripts" src="${site}/embed.html#${quoted(String(fragment)).slice(1, -1)}"></iframe>${script}`,
  );
  for (const frame of ["#script", "#address"]) {
    const inside = inspector(page, frame);
    await inside.getByText("5 details given").waitFor();
    await inside.getByLabel("Time at which STS sees the call, in UTC").waitFor();
    assert.equal(await inside.getByLabel("The issuer’s JWK Set").count(), 0);
    const attempt = await inside.evaluate(({ attempt }) => attempt);
    const { role, request, context, now } = given;
    assert.deepEqual(
      [attempt.role, attempt.request, attempt.context, attempt.now],
      [role, request, context, now],
    );
  }
});

test("the frame is as high as what is in it, and the host keeps it within bounds", async (t) => {
  const { page, heard } = await hostPage(
    t,
    `<iframe id="free" data-assumable data-example="other-branch"></iframe>
     <iframe id="low" data-assumable data-example="other-branch" data-max-height="300"></iframe>${script}`,
  );
  await heard("verdict");
  await page.waitForFunction(() => document.querySelector("#free").offsetHeight > 600);
  await page.waitForFunction(() => document.querySelector("#low").offsetHeight === 300);
  await eventually(async () => {
    assert.equal(
      await heightOf(page, "#free"),
      await contentOf(page, "#free"),
      "no scroll bar in it, and no gap under it",
    );
  });
});

test("a frame is given the colour scheme of the page, whatever its style sheet says of frames", async (t) => {
  const { page, heard } = await hostPage(
    t,
    `<style>:root { color-scheme: dark } iframe { color-scheme: normal }</style>
     <iframe data-assumable data-example="other-branch"></iframe>${script}`,
    { policy: "" },
  );
  await heard("ready");
  const scheme = await page.locator("iframe").evaluate((iframe) => getComputedStyle(iframe).colorScheme);
  assert.equal(scheme, "dark");
});

test("a token that is pasted into the frame is never told to the host; the verdict is", async (t) => {
  const { token, jwks, trustPolicy, now } = attempt("github-branch");
  const { page, heard } = await hostPage(
    t,
    `<iframe data-assumable data-trust-policy=${quoted(trustPolicy)} data-jwks=${quoted(jwks)}></iframe>${script}`,
    { prepare: (page) => page.clock.setFixedTime(now * 1000) },
  );
  await heard("verdict");
  await page.evaluate(() => globalThis.heard.splice(0));
  await inspector(page).getByLabel("OIDC token, as pasted").fill(token);
  const verdicts = await heard("verdict");
  const { outcome, checks } = verdicts.at(-1).detail;
  assert.equal(outcome, "accepted");
  assert.equal(checks.find(({ id }) => id === "signature").status, "passed");
  const told = JSON.stringify(await page.evaluate(() => globalThis.heard));
  for (const segment of token.split("."))
    assert.ok(!told.includes(segment), "a segment of the token is told");
  const [inHost, inFrame] = await Promise.all([
    page.content(),
    page
      .frameLocator("iframe")
      .locator("html")
      .evaluate(() => location.href),
  ]);
  assert.ok(!inHost.includes(token) && !inFrame.includes(token));
});

test("the frame has no origin, and reaches neither storage nor the network nor its host", async (t) => {
  const { page, heard } = await hostPage(t, `<iframe data-assumable></iframe>${script}`);
  await heard("ready");
  const outcomes = await page
    .frameLocator("iframe")
    .locator("html")
    .evaluate(async () => {
      const outcome = { origin };
      for (const [name, act] of Object.entries({
        storage: () => localStorage.length,
        cookie: () => document.cookie,
        host: () => parent.document.title,
        top: () => top.location.assign("https://example.com/"),
        popup: () => {
          if (open("https://example.com/") === null) throw new Error("no window");
        },
        fetch: () => fetch("https://example.com/"),
        form: async () => {
          const form = document.createElement("form");
          form.action = "https://example.com/";
          document.body.append(form);
          form.submit();
          // Leaving would begin before the next frame is drawn.
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          throw new Error("still here");
        },
      })) {
        try {
          await act();
          outcome[name] = "allowed";
        } catch {
          outcome[name] = "stopped";
        }
      }
      return outcome;
    });
  assert.deepEqual(outcomes, {
    origin: "null",
    storage: "stopped",
    cookie: "stopped",
    host: "stopped",
    top: "stopped",
    popup: "stopped",
    fetch: "stopped",
    form: "stopped",
  });
});

test("several frames on a page are told apart", async (t) => {
  const { page } = await hostPage(
    t,
    `<iframe id="good" data-assumable data-example="github-branch"></iframe>
     <iframe id="bad" data-assumable data-example="other-branch"></iframe>${script}`,
  );
  await page.waitForFunction(() => {
    const ids = globalThis.heard.filter(({ type }) => type === "verdict").map(({ id }) => id);
    return ids.includes("good") && ids.includes("bad");
  });
  const verdicts = await page.evaluate(() =>
    Object.fromEntries(
      globalThis.heard.filter(({ type }) => type === "verdict").map(({ id, detail }) => [id, detail.outcome]),
    ),
  );
  assert.deepEqual(verdicts, { good: "accepted", bad: "refused" });
});

test("a frame that comes later and one that changes are followed", async (t) => {
  const { page, heard } = await hostPage(t, `<main></main>${script}`);
  await page.evaluate(() => {
    const iframe = document.createElement("iframe");
    iframe.dataset.assumable = "";
    iframe.dataset.example = "other-branch";
    document.querySelector("main").append(iframe);
  });
  assert.equal((await heard("verdict")).at(-1).detail.outcome, "refused");
  await page.evaluate(() => {
    globalThis.heard.splice(0);
    document.querySelector("iframe").dataset.example = "github-branch";
  });
  await becomes(page, "accepted");
});

/** Waits until a frame has told such a verdict. */
function becomes(page, outcome) {
  return page.waitForFunction(
    (outcome) =>
      globalThis.heard.some(({ type, detail }) => type === "verdict" && detail.outcome === outcome),
    outcome,
  );
}

test("the script may come after the frame has loaded, and twice", async (t) => {
  const { page, heard, errors } = await hostPage(
    t,
    `<iframe data-assumable sandbox="allow-scripts" src="${site}/embed.html" data-example="other-branch"></iframe>`,
  );
  await inspector(page).waitFor();
  for (let times = 0; times < 2; times += 1) await page.addScriptTag({ url: `${site}/embed.js` });
  assert.equal((await heard("verdict"))[0].detail.outcome, "refused");
  assert.deepEqual(errors, []);
});

test("greetings that cross leave host and frame connected", async (t) => {
  // What a script does that comes just while the frame greets: it asks for what is already on its way.
  const { page, heard } = await hostPage(
    t,
    `<iframe sandbox="allow-scripts" src="${site}/embed.html"></iframe>
     <script type="module">
       import { embed } from "${site}/embed.mjs";
       const iframe = document.querySelector("iframe");
       const ask = () => iframe.contentWindow.postMessage({ source: "assumable", v: 1, type: "hello" }, "*");
       addEventListener("message", ask, { once: true });
       globalThis.embedded = embed(iframe, { example: "other-branch" });
     </script>`,
    { policy: "" },
  );
  await heard("verdict");
  await page.evaluate(() => {
    globalThis.heard.splice(0);
    globalThis.embedded.show({ example: "github-branch" });
  });
  await becomes(page, "accepted");
});

test("a frame without a sandbox gets one before it is used", async (t) => {
  const { page, heard } = await hostPage(
    t,
    `<iframe data-assumable src="${site}/embed.html"></iframe>${script}`,
  );
  await heard("ready");
  const origin = await page
    .frameLocator("iframe")
    .locator("html")
    .evaluate(() => globalThis.origin);
  assert.equal(origin, "null");
});

test("a frame that is loaded anew is connected anew", async (t) => {
  const { page, heard } = await hostPage(
    t,
    `<iframe data-assumable data-example="other-branch"></iframe>${script}`,
  );
  await heard("verdict");
  await page.evaluate(() => {
    globalThis.heard.splice(0);
    const iframe = document.querySelector("iframe");
    iframe.src = iframe.src.replace("embed.html", "embed.html?again");
  });
  assert.equal((await heard("verdict"))[0].detail.outcome, "refused");
});

test("the module does the same by a call", async (t) => {
  const { page, heard } = await hostPage(
    t,
    `<iframe></iframe><script type="module">
       import { embed } from "${site}/embed.mjs";
       globalThis.embedded = embed(document.querySelector("iframe"), { example: "other-branch", minHeight: 100 });
     </script>`,
    { policy: "" },
  );
  assert.equal((await heard("verdict"))[0].detail.outcome, "refused");
  await page.evaluate(() => {
    globalThis.heard.splice(0);
    globalThis.embedded.show({ example: "github-branch" });
  });
  await becomes(page, "accepted");
  await page.evaluate(() => {
    globalThis.heard.splice(0);
    globalThis.embedded.disconnect();
    globalThis.embedded.show({ example: "other-branch" });
  });
  await thereAndBack(page);
  assert.deepEqual(await page.evaluate(() => globalThis.heard), []);
});

test("a host without a script says it in the address", async (t) => {
  const { page } = await hostPage(
    t,
    `<iframe sandbox="allow-scripts" src="${site}/embed.html#example=other-branch&hide=clock+jwks&theme=light"></iframe>`,
  );
  await inspector(page).getByText("Refused", { exact: true }).first().waitFor();
  assert.equal(await inspector(page).getByLabel("The issuer’s JWK Set").count(), 0);
  assert.equal(await inspector(page).getByLabel("The role’s trust policy").count(), 1);
});

// ------------------------------------------------------------- hostile hosts

/** A page that holds the port itself, and says what it likes. */
async function ownHost(t) {
  const host = await hostPage(
    t,
    `<iframe sandbox="allow-scripts" src="${site}/embed.html" width="1000" height="800"></iframe>
     <script>
       globalThis.told = [];
       const iframe = document.querySelector("iframe");
       globalThis.greet = () => {
         const { port1, port2 } = new MessageChannel();
         port1.onmessage = ({ data }) => told.push(data);
         iframe.contentWindow.postMessage({ source: "assumable", v: 1, type: "port" }, "*", [port2]);
         return port1;
       };
       addEventListener("message", ({ source, data }) => {
         if (source !== iframe.contentWindow || data.type !== "hello") return;
         globalThis.port ??= globalThis.greet();
       });
     </script>`,
    { policy: `default-src 'none'; script-src 'unsafe-inline'; frame-src ${site}` },
  );
  await host.page.waitForFunction(() => globalThis.told.some(({ type }) => type === "ready"));
  const say = (message) => host.page.evaluate((message) => globalThis.port.postMessage(message), message);
  const told = () => host.page.evaluate(() => globalThis.told);
  const until = (type) =>
    host.page.waitForFunction((type) => globalThis.told.some((told) => told.type === type), type);
  return { ...host, say, told, until };
}

test("a token is taken by no message, whatever it is called or wrapped in", async (t) => {
  const { page, say, until } = await ownHost(t);
  const { token, trustPolicy } = attempt("github-branch");
  for (const message of [
    { token },
    { claims: token },
    { claims: `Bearer ${token}` },
    { claims: JSON.stringify(token) },
    { claims: { value: token } },
    {
      claims: {
        payload: token.split(".")[1],
        protected: token.split(".")[0],
        signature: token.split(".")[2],
      },
    },
    { trustPolicy: token },
    { jwks: { keys: [{ kty: token }] } },
    { attempt: { token } },
  ]) {
    await say({ type: "show", ...message });
  }
  await say({ type: "show", trustPolicy });
  await until("verdict");
  const text = await page.frameLocator("iframe").locator("body").evaluate(allText);
  assert.ok(!text.includes(token.split(".")[2]), "the token is shown");
  assert.equal(await inspector(page).getByLabel("OIDC token, as pasted").inputValue(), "");
});

/** Runs in the frame: every text and every value, through all shadow roots. */
function allText(body) {
  const texts = [];
  (function visit(root) {
    // The script has the examples in it, each with its token.
    for (const element of root.querySelectorAll(":not(script)")) {
      texts.push(element.value ?? "", ...[...element.attributes].map(({ value }) => value));
      texts.push(...[...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data));
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  })(body);
  return texts.join("\n");
}

test("messages of a wrong shape are left out by name, and break nothing", async (t) => {
  const { page, errors, until } = await ownHost(t);
  await page.evaluate(() => {
    const { port } = globalThis;
    const circle = { Statement: [] };
    circle.Statement.push(circle);
    let deep = "x";
    for (let at = 0; at < 2000; at += 1) deep = [deep];
    for (const nonsense of [
      null,
      1,
      "show",
      [],
      ["show"],
      {},
      { type: "token" },
      { type: "show", x: 1 },
      new Map(),
    ]) {
      port.postMessage(nonsense);
    }
    for (const members of [
      { trustPolicy: circle },
      { trustPolicy: 7 },
      { trustPolicy: { Statement: deep } },
      { jwks: [1] },
      { claims: "{" },
      { claims: [] },
      { provider: { url: 1 } },
      { provider: "x" },
      { role: { arn: {} } },
      { request: { durationSeconds: "1" } },
      { context: { a: 1 } },
      { now: "noon" },
      { now: null },
      { theme: "<b>" },
      { hide: { length: 3 } },
      { hide: "nonsense" },
      { readonly: "no" },
      { example: { toString: 1 } },
      { example: "__proto__" },
      { lang: "x".repeat(10_000) },
      { __proto__: { example: "other-branch" } },
      { constructor: 1, hasOwnProperty: 1 },
      { trustPolicy: "<img src=x onerror=alert(1)>" },
      { provider: null },
    ]) {
      port.postMessage({ type: "show", ...members });
    }
    port.postMessage({ type: "show", example: "github-branch" });
  });
  await until("verdict");
  await page.waitForFunction(() =>
    globalThis.told.some(({ type, outcome }) => type === "verdict" && outcome === "accepted"),
  );
  const refused = await page.evaluate(() =>
    globalThis.told.filter(({ kind }) => kind === "message").map(({ message }) => message),
  );
  for (const name of [
    "trustPolicy",
    "jwks",
    "claims",
    "provider",
    "role",
    "request",
    "context",
    "now",
    "theme",
    "hide",
    "readonly",
    "example",
    "lang",
  ]) {
    assert.ok(
      refused.some((message) => message.includes(name)),
      `nothing is said about ${name}: ${refused}`,
    );
  }
  assert.deepEqual(errors, []);
});

test("what the host gives is shown, whatever it wants hidden", async (t) => {
  const { page, say } = await ownHost(t);
  const { trustPolicy, jwks } = attempt("github-branch");
  await say({
    type: "show",
    trustPolicy,
    jwks,
    provider: null,
    hide: ["policy", "jwks", "surroundings", "clock"],
  });
  const frame = inspector(page);
  await frame.getByLabel("The role’s trust policy").waitFor();
  assert.equal(await frame.getByLabel("The role’s trust policy").inputValue(), trustPolicy);
  assert.ok((await frame.getByText("Role, provider and call").count()) > 0);
  assert.equal(await frame.getByText("Clock", { exact: true }).count(), 0);
});

test("only the first port of the parent counts", async (t) => {
  const { page, say, until } = await ownHost(t);
  await page.evaluate(() => {
    globalThis.second = globalThis.greet();
    globalThis.second.postMessage({ type: "show", example: "other-branch" });
  });
  await say({ type: "show", example: "github-branch" });
  await until("verdict");
  await thereAndBack(page);
  const outcomes = await page.evaluate(() =>
    globalThis.told.filter(({ type }) => type === "verdict").map(({ outcome }) => outcome),
  );
  assert.ok(outcomes.length > 0 && outcomes.every((outcome) => outcome === "accepted"), String(outcomes));
});

test("what another window says to the host is not taken for the frame's", async (t) => {
  const { page, heard } = await hostPage(
    t,
    `<iframe id="real" data-assumable data-example="other-branch"></iframe>${script}`,
  );
  await heard("verdict");
  await eventually(async () => {
    assert.equal(await heightOf(page, "#real"), await contentOf(page, "#real"));
  });
  const before = await heightOf(page, "#real");
  await page.evaluate(() => {
    postMessage({ source: "assumable", v: 1, type: "hello" }, "*");
    postMessage({ type: "size", height: 5 }, "*");
    postMessage({ type: "verdict", outcome: "accepted", checks: [] }, "*");
  });
  await thereAndBack(page);
  assert.equal(await heightOf(page, "#real"), before);
  assert.ok((await heard("verdict")).every(({ detail }) => detail.outcome === "refused"));
});

function heightOf(page, frame) {
  return page.locator(frame).evaluate((iframe) => iframe.offsetHeight);
}

/** The height of what is in a frame. */
function contentOf(page, frame) {
  return page
    .frameLocator(frame)
    .locator("html")
    .evaluate((html) => html.scrollHeight);
}

/** What the host and its frames had under way to each other has arrived, and the answers to it as well. */
async function thereAndBack(page) {
  for (let times = 0; times < 2; times += 1) {
    for (const frame of page.frames()) {
      await frame.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    }
  }
}

test("nothing that is put into a frame is told to its host, whatever the answer", async (t) => {
  const mark = (name) => `zq${name}qz`;
  const { token, trustPolicy, jwks } = attempt("github-branch");
  const { page, heard } = await hostPage(
    t,
    `<iframe id="form" name="assumable" data-assumable></iframe>${script}`,
  );
  await heard("ready");
  await page.evaluate(() => globalThis.heard.splice(0));
  const inside = inspector(page);
  const claims = {
    iss: `https://${mark("iss")}.example`,
    sub: mark("sub"),
    aud: mark("aud"),
    exp: 1,
    iat: 1,
  };
  const policies = [
    trustPolicy.replaceAll("octo-org", mark("owner")).replaceAll("111122223333", "998877665544"),
    `{"Statement": [{"Sid": "${mark("sid")}", "${mark("member")}": 1}`,
    mark("noise"),
  ];
  for (const text of [JSON.stringify(claims), token, mark("token"), `${mark("head")}.b.c`]) {
    for (const policy of policies) {
      await inside.getByLabel("OIDC token, as pasted").fill(text);
      await inside.getByLabel("The issuer’s JWK Set").fill(jwks.replace('"kid"', `"${mark("kid")}"`));
      await inside.getByLabel("The role’s trust policy").fill(policy);
    }
  }
  await heard("verdict");
  const told = await page.evaluate(() => globalThis.heard);
  for (const { type, detail } of told) {
    assert.equal(type, "verdict");
    const { outcome, error, checks, ...others } = detail;
    assert.deepEqual(others, {});
    assert.match(`${outcome} ${error ?? ""}`, /^[A-Za-z -]+$/);
    for (const { id, status, ...more } of checks) {
      assert.deepEqual(more, {});
      assert.match(`${id} ${status}`, /^[a-z-]+ (passed|failed|assumed|skipped)$/);
    }
  }
  const all = JSON.stringify(told);
  for (const piece of ["zq", "qz", "octo", "9988", ...token.split(".")])
    assert.ok(!all.includes(piece), piece);
});

test("every message of a frame has the listed members, and nothing of what stands in any field", async (t) => {
  const { page, say, told, until } = await ownHost(t);
  const { token, trustPolicy, jwks } = attempt("github-branch");
  await say({ type: "show", trustPolicy });
  await until("verdict");
  const frame = page.frameLocator("iframe");
  const area = (label) => inspector(page).getByLabel(label);
  const marks = [];
  const mark = (name) => {
    marks.push(`zq${name}qz`);
    return `zq${name}qz`;
  };
  await frame.getByText("Role, provider and call").click();
  await frame.getByLabel("Registered as follows").check();
  const fields = frame.locator("assumable-surroundings").locator("input:not([type=radio]), textarea");
  const count = await fields.count();
  assert.ok(count >= 13, `${count} fields`);
  const tokens = [
    token,
    JSON.stringify({
      iss: `https://${mark("iss")}.example`,
      sub: mark("sub"),
      [mark("claim")]: mark("value"),
    }),
    mark("unreadable"),
  ];
  const policies = [
    JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Sid: mark("sid"),
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${mark("provider")}.example` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringLike: { [`${mark("key")}:sub`]: mark("pattern") } },
      },
    }),
    `{"Statement": ${mark("broken")}`,
  ];
  const forms = [(at) => mark(`field${at}`), (at) => `arn:aws:iam::111122223333:role/${mark(`arn${at}`)}`];
  for (const form of forms) {
    for (let at = 0; at < count; at += 1) await fields.nth(at).fill(form(at));
    for (const policy of policies) {
      for (const text of tokens) {
        await area("OIDC token, as pasted").fill(text);
        await area("The issuer’s JWK Set").fill(jwks.replace('"kid"', `"${mark("kid")}": 1, "kid"`));
        await area("The role’s trust policy").fill(policy);
      }
    }
  }
  await thereAndBack(page);
  const messages = await told();
  const members = {
    ready: ["type", "version", "facts"],
    size: ["type", "height"],
    verdict: ["type", "outcome", "error", "checks"],
    error: ["type", "kind", "message"],
  };
  const types = messages.map(({ type }) => type);
  assert.ok(types.filter((type) => type === "verdict").length > 10, String(types));
  for (const { type, ...told } of messages) {
    assert.ok(Object.hasOwn(members, type), type);
    for (const name of Object.keys(told)) assert.ok(members[type].includes(name), `${type}: ${name}`);
    for (const check of told.checks ?? []) assert.deepEqual(Object.keys(check), ["id", "status"]);
  }
  const all = JSON.stringify(messages);
  const segments = token.split(".").map((segment) => segment.slice(0, 20));
  for (const piece of [...marks, "zq", "qz", "octo", "111122223333", ...segments])
    assert.ok(!all.includes(piece), `${piece} is told`);
});

test("a host that shows one policy after the other learns nothing of a token that is there", async (t) => {
  const { page, say, told, until } = await ownHost(t);
  const { token, trustPolicy, jwks } = attempt("github-branch");
  await say({ type: "show", trustPolicy, jwks });
  await until("verdict");
  await inspector(page).getByLabel("OIDC token, as pasted").fill(token);
  await inspector(page).getByText("Trust policy", { exact: true }).first().waitFor();
  await thereAndBack(page);
  const verdicts = async () => (await told()).filter(({ type }) => type === "verdict").length;
  const before = await verdicts();
  const guess = trustPolicy.replaceAll("StringEquals", "StringLike").replaceAll("octo-org", "o*");
  assert.notEqual(guess, trustPolicy);
  const ways = [
    () => say({ type: "show", trustPolicy: guess, jwks }),
    () => say({ type: "show", example: "other-branch" }),
    () => say({ type: "show", trustPolicy, jwks, now: 1 }),
    () => say({ type: "show", trustPolicy, jwks, context: { "aws:SourceIp": "203.0.113.9" } }),
    () => say({ type: "show", claims: { sub: "x" } }),
    () => say({ type: "show" }),
    // The address of the frame is the host's as well.
    () =>
      page.evaluate((policy) => {
        const iframe = document.querySelector("iframe");
        iframe.src = `${iframe.src.split("#")[0]}#${new URLSearchParams({ trustPolicy: policy })}`;
      }, guess),
  ];
  for (const ask of ways) {
    await ask();
    await inspector(page)
      .getByText(/The page around wants to show something else/)
      .waitFor();
    await thereAndBack(page);
    assert.equal(await inspector(page).getByLabel("OIDC token, as pasted").inputValue(), token);
    assert.equal(await inspector(page).getByLabel("The role’s trust policy").inputValue(), trustPolicy);
    assert.equal(await verdicts(), before, String(ask));
    await inspector(page).getByRole("button", { name: "Dismiss" }).click();
  }
  await inspector(page).getByRole("button", { name: "Clear", exact: true }).click();
  await page.waitForFunction(
    (before) => globalThis.told.filter(({ type }) => type === "verdict").length > before,
    before,
  );
  assert.equal(await inspector(page).getByLabel("The role’s trust policy").inputValue(), guess);
  assert.equal(await inspector(page).getByLabel("OIDC token, as pasted").inputValue(), "");
});

test("a theme that the host changes is no other answer, and takes no notice back", async (t) => {
  const { page, say, until } = await ownHost(t);
  const { token, trustPolicy } = attempt("github-branch");
  await say({ type: "show", trustPolicy });
  await until("verdict");
  const area = inspector(page).getByLabel("OIDC token, as pasted");
  await area.fill(token);
  await area.evaluate((area, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    area.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true }),
    );
  }, trustPolicy);
  const notice = inspector(page).getByText(/That was no token/);
  await notice.waitFor();
  await say({ type: "show", trustPolicy, theme: "dark" });
  await page.frameLocator("iframe").locator("html[data-theme=dark]").waitFor();
  await thereAndBack(page);
  assert.equal(await notice.count(), 1, "what a person was told stays");
  assert.equal(
    await inspector(page)
      .getByText(/The page around wants/)
      .count(),
    0,
  );
});

for (const clobber of [
  '<h2 id="assumable">Assumable</h2>',
  '<form name="assumable"><input name="embed"></form>',
  '<img name="currentScript"><img name="baseURI">',
]) {
  test(`embed.js works beside ${clobber}`, async (t) => {
    const { page, heard } = await hostPage(
      t,
      `${clobber}<iframe data-assumable data-example="other-branch"></iframe>${script}`,
    );
    const [{ detail }] = await heard("verdict");
    assert.equal(detail.outcome, "refused");
    assert.equal(await page.evaluate(() => typeof globalThis.assumable.embed), "function");
  });
}
