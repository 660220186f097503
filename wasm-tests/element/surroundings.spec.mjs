/** Pages as they are: strict, careless, crowded, or with the element in them twice. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "../support/test.mjs";
import { installed } from "../node/package.mjs";
import { attempt } from "../page/person.mjs";
import { answered, box, defined, host, origin, serve, strict, told } from "./host.mjs";

const works = attempt("github-branch");
const shown = '<assumable-inspector example="github-branch"></assumable-inspector>';

test("a policy that allows its own files, and enforces Trusted Types", async (t) => {
  const { page } = await host(t, { body: `${shown}${defined}`, csp: strict });
  await answered(page, "accepted");
  await page.getByText("Claims, condition keys, keys").click();
  await page.getByRole("heading", { name: "Claims, and what a policy can see" }).waitFor();
  await box(page, "Trust policy").area.fill("{}");
  await page.getByRole("heading", { name: "The trust policy cannot be read" }).waitFor();
});

test("a policy without 'wasm-unsafe-eval'", async (t) => {
  const csp = strict.replace(" 'wasm-unsafe-eval'", "");
  const { page } = await host(t, { body: `${shown}${defined}`, csp, forgive: ["Content Security Policy"] });
  await page.getByRole("heading", { name: "WebAssembly is blocked here" }).waitFor();
  await page.getByText("has to allow 'wasm-unsafe-eval' in script-src").waitFor();
  const [error] = await told(page, "assumable-error");
  assert.equal(error.detail.kind, "blocked");
  assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy, "nothing is lost");
});

test("a policy that does not let the module be loaded", async (t) => {
  const csp = strict.replace("connect-src 'self'", "connect-src 'none'");
  const { page } = await host(t, { body: `${shown}${defined}`, csp, forgive: ["Content Security Policy"] });
  await page.getByRole("heading", { name: "The core could not be loaded" }).waitFor();
  await page.getByText("to allow its address in connect-src").waitFor();
});

for (const [what, answer, says] of [
  ["that is not there", { status: 404, body: "" }, "answered 404"],
  [
    "in whose place a page is sent",
    { headers: { "Content-Type": "text/html" }, body: "<p>Sign in</p>" },
    "is not WebAssembly",
  ],
]) {
  test(`a module ${what}, and is there the next time`, async (t) => {
    const { page } = await host(t, {
      body: `${shown}${defined}`,
      forgive: ["404"],
      prepare: (page) =>
        page.route("**/assumable.wasm", (route) =>
          route.fulfill({ status: answer.status ?? 200, headers: answer.headers ?? {}, body: answer.body }),
        ),
    });
    await page.getByRole("heading", { name: "The core could not be loaded" }).waitFor();
    await page.getByText(says).waitFor();
    const [error] = await told(page, "assumable-error");
    assert.equal(error.detail.kind, "missing");
    assert.match(error.detail.message, new RegExp(says));
    await page.unroute("**/assumable.wasm");
    await page.getByRole("button", { name: "Try again" }).click();
    await answered(page, "accepted");
  });
}

test("a module under a wrong type is put up with", async (t) => {
  const { page } = await host(t, {
    body: `${shown}${defined}`,
    prepare: (page) =>
      page.route("**/assumable.wasm", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { "Content-Type": "text/plain" } });
      }),
  });
  await answered(page, "accepted");
});

test("a page that loads the module from elsewhere, before or beside the element", async (t) => {
  serve("/elsewhere.bin", {
    headers: { "Content-Type": "application/octet-stream" },
    body: await readFile(join(installed, "assumable.wasm")),
  });
  const asked = [];
  const { page } = await host(t, {
    body: `${shown}<script type="module">
      import init from "/pkg/assumable.js";
      import "/pkg/define.js";
      init(new URL("/elsewhere.bin", location.href));
    </script>`,
    prepare: (page) => page.on("request", (request) => asked.push(new URL(request.url()).pathname)),
  });
  await answered(page, "accepted");
  assert.ok(asked.includes("/elsewhere.bin") && !asked.includes("/pkg/assumable.wasm"));
});

test("examples that are not served", async (t) => {
  const { page } = await host(t, {
    body: `${shown}${defined}`,
    forgive: ["404"],
    prepare: (page) => page.route("**/examples.js", (route) => route.fulfill({ status: 404 })),
  });
  await page.getByText("The examples could not be loaded").waitFor();
});

test("many elements share one module, and each has its own answer and its own marks", async (t) => {
  const asked = [];
  const { page } = await host(t, {
    body: `${'<assumable-inspector example="branch-instead-of-environment"></assumable-inspector>'.repeat(11)}${shown}${defined}`,
    prepare: (page) => page.on("request", (request) => asked.push(new URL(request.url()).pathname)),
  });
  await page.waitForFunction(
    () => globalThis.told.filter(({ name }) => name === "assumable-verdict").length === 12,
  );
  assert.equal(await page.getByRole("heading", { name: "Refused" }).count(), 11);
  assert.equal(await page.getByRole("heading", { name: "Accepted", exact: true }).count(), 1);
  for (const file of ["assumable.wasm", "engine.js", "element.js", "examples.js"]) {
    assert.equal(asked.filter((path) => path === `/pkg/${file}`).length, 1, `${file} is loaded once`);
  }
  const marked = () => page.evaluate(() => CSS.highlights.get("assumable-token-header")?.size ?? 0);
  assert.equal(await marked(), 12);
  await page.evaluate(() => document.querySelector("assumable-inspector").remove());
  assert.equal(await marked(), 11, "what goes takes its marks along, and nobody else’s");
});

test("two copies of the package", async (t) => {
  const { page } = await host(t, {
    body: `${shown}${defined}<script type="module" src="/copy/define.js"></script>`,
    csp: strict.replace("lit-html", "lit-html 'allow-duplicates'"),
  });
  await answered(page, "accepted");
  const classes = await page.evaluate(async () => {
    const [first, second] = [await import("/pkg/element.js"), await import("/copy/element.js")];
    second.define("another-inspector");
    const element = document.createElement("another-inspector");
    element.example = "github-branch";
    document.body.append(element);
    return {
      first: document.querySelector("assumable-inspector") instanceof first.AssumableInspector,
      second: element instanceof second.AssumableInspector,
    };
  });
  assert.deepEqual(classes, { first: true, second: true });
  await page.waitForFunction(
    () => globalThis.told.filter(({ name }) => name === "assumable-verdict").length === 2,
  );
});

test("two versions of the package, each with its own parts", async (t) => {
  const { version } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const source = await readFile(join(installed, "element.js"), "utf8");
  const suffix = `-${version.replaceAll(".", "-")}`;
  assert.ok(source.includes(`assumable-verdict${suffix}`), "the parts have the version in their names");
  serve("/copy/element.js", {
    headers: { "Content-Type": "text/javascript" },
    // Of this version nobody knows the parts of the other.
    body: source.replaceAll(suffix, "-9-9-9"),
  });
  const { page } = await host(t, {
    body: `${shown}<newer-inspector example="github-branch"></newer-inspector>${defined}
      <script type="module">import { define } from "/copy/element.js"; define(); define("newer-inspector");</script>`,
  });
  await page.waitForFunction(
    () => globalThis.told.filter(({ name }) => name === "assumable-verdict").length === 2,
  );
  const parts = await page.evaluate(() =>
    ["assumable-inspector", "newer-inspector"].map((tag) =>
      [...document.querySelector(tag).shadowRoot.querySelectorAll("*")]
        .map(({ localName }) => localName)
        .find((name) => name.startsWith("assumable-verdict")),
    ),
  );
  assert.deepEqual(parts, [`assumable-verdict${suffix}`, "assumable-verdict-9-9-9"]);
});

test("the class defines nothing when it is imported, and goes by any name", async (t) => {
  const { page } = await host(t);
  const { before, after } = await page.evaluate(async () => {
    const define = customElements.define.bind(customElements);
    const defined = [];
    customElements.define = (name, ...rest) => {
      defined.push(name);
      define(name, ...rest);
    };
    const { AssumableInspector } = await import("/pkg/element.js");
    const before = [...defined];
    customElements.define("my-inspector", AssumableInspector);
    const element = new AssumableInspector();
    element.example = "github-branch";
    document.body.append(element);
    return { before, after: defined.length };
  });
  assert.deepEqual(before, []);
  assert.ok(after > 10);
  await answered(page, "accepted");
});

test("the class can be imported where there is no browser", async () => {
  const { AssumableInspector, define } = await import(join(installed, "element.js"));
  await import(join(installed, "define.js"));
  assert.equal(typeof AssumableInspector, "function");
  assert.equal(define(), undefined);
});

test("an element that is defined late, moved, taken away and put back", async (t) => {
  const { page } = await host(t, { body: `<div id="a">${shown}</div><div id="b"></div>` });
  assert.equal(await page.locator("assumable-inspector").innerText(), "");
  await page.addScriptTag({ type: "module", url: `${origin}/pkg/define.js` });
  await answered(page, "accepted");
  await box(page, "Token").area.fill("good morning");
  await page.getByRole("heading", { name: "Refused" }).waitFor();
  await page.evaluate(() =>
    document.querySelector("#b").append(document.querySelector("assumable-inspector")),
  );
  assert.equal(await box(page, "Token").area.inputValue(), "good morning", "moving it clears nothing");

  const texts = await page.evaluate(async () => {
    const element = document.querySelector("assumable-inspector");
    element.remove();
    await new Promise((nextTask) => setTimeout(nextTask));
    globalThis.kept = element;
    return [...element.shadowRoot.querySelectorAll("*")].map(({ value }) => value).join();
  });
  assert.doesNotMatch(texts, /good morning/, "taken away, it forgets what a person has put in");
  await page.evaluate(() => document.body.append(globalThis.kept));
  await page.getByRole("heading", { name: "Accepted" }).waitFor();
});

test("nothing is sent, and nothing of the page scrolls, when a page below the fold has an answer", async (t) => {
  const asked = [];
  const { page } = await host(t, {
    body: `<h1 class="tall">Before</h1>${shown}${defined}`,
    style: ".tall { height: 2000px }",
    prepare: (page) => page.on("request", (request) => asked.push(request.url())),
  });
  await answered(page, "accepted");
  const before = asked.length;
  await page.evaluate((policy) => {
    document.querySelector("assumable-inspector").trustPolicy = policy;
  }, attempt("branch-instead-of-environment").trustPolicy);
  await answered(page, "refused");
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.equal(asked.length, before, "no request after the load");
});
