/**
 * The service worker: after the first visit the page opens without its host, a newer version takes the
 * place of an older one when the person says so, and what is typed is never kept.
 */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { newContext } from "../support/chromium.mjs";
import { test } from "../support/test.mjs";
import { isDrawn } from "./drawn.mjs";
import { site as behind } from "./harness.mjs";
import { attempt, box, type, verdict } from "./person.mjs";
import { traces } from "./traces.mjs";

const refused = attempt("branch-instead-of-environment");
/** The examples' own tokens are in the page's script, and kept with it. */
const marker = "typedByAPerson";
const token = `${refused.token.slice(0, -marker.length)}${marker}`;
const integrity = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** The built site under an origin of its own, whose host can go away and change its files. */
async function host(t) {
  const site = { changed: {}, asked: [], isDown: false };
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://host");
    if (site.isDown) return response.destroy();
    site.asked.push(pathname);
    const found = await fetch(`${behind}${pathname}`);
    const headers = Object.fromEntries(found.headers);
    for (const name of ["content-encoding", "content-length", "connection", "keep-alive"]) {
      delete headers[name];
    }
    const body = Buffer.from(await found.arrayBuffer());
    response.writeHead(found.status, headers).end(site.changed[pathname] ?? body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  site.origin = `http://127.0.0.1:${server.address().port}`;
  const context = await newContext(t);
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { site, page: await context.newPage() };
}

/** Opens the page, and waits until its files are kept. */
async function firstVisit(t) {
  const { site, page } = await host(t);
  await page.goto(site.origin, { waitUntil: "load" });
  // What the page itself asks for is there as well.
  await page.waitForFunction(isDrawn);
  await page.evaluate(() => navigator.serviceWorker.ready);
  return { site, page };
}

/** The site as a newer version of it would be: another page, and a worker that knows it by its sum. */
async function renew(site, page) {
  const [[, edition], index, worker] = await Promise.all([
    cacheNames(page).then(([name]) => / ([0-9a-f]{10})$/.exec(name)),
    ...["/", "/sw.js"].map(async (path) => (await fetch(`${site.origin}${path}`)).text()),
  ]);
  const newer = index.replace("<title>", "<title>Newer: ");
  assert.ok(worker.includes(integrity(index)) && worker.includes(edition));
  site.changed["/"] = newer;
  site.changed["/sw.js"] = worker
    .replace(integrity(index), integrity(newer))
    .replace(edition, "f".repeat(edition.length));
}

const cacheNames = (page) => page.evaluate(() => caches.keys());

/** The files that are kept, in which nothing is that was typed. */
async function keptFiles(page) {
  const { stored, cached } = await page.evaluate(traces);
  assert.deepEqual(stored, []);
  const texts = await page.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = (await Promise.all(all.map((cache) => cache.keys()))).flat();
    const responses = await Promise.all(requests.map((request) => caches.match(request)));
    return Promise.all(responses.map((response) => response.text()));
  });
  assert.equal(texts.length, Object.keys(cached).length);
  assert.ok(![...texts, ...Object.keys(cached)].join().includes(marker), "what was typed is kept");
  return Object.keys(cached).map((url) => new URL(url).pathname);
}

test("without its host the page opens, and answers", async (t) => {
  const { site, page } = await firstVisit(t);
  site.isDown = true;
  site.asked.length = 0;
  for (const address of ["", "index.html", `?${marker}`]) {
    await page.goto(`${site.origin}/${address}`, { waitUntil: "load" });
    await type(page, "Token", token);
    // The editors have come as well.
    await box(page, "Trust policy").whole.locator(".cm-content").waitFor();
    await type(page, "Trust policy", refused.trustPolicy);
    await verdict(page).getByText("Refused").first().waitFor();
  }
  const kept = await keptFiles(page);
  assert.ok(kept.includes("/") && kept.some((path) => path.startsWith("/main-")), kept.join());
  assert.equal(new Set(kept).size, kept.length);
  assert.deepEqual(site.asked, []);
});

test("a newer version waits until the person says so, and then takes the older one's place", async (t) => {
  const { site, page } = await firstVisit(t);
  await page.reload();
  const [older] = await cacheNames(page);
  await renew(site, page);
  await type(page, "Trust policy", refused.trustPolicy);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const load = page.getByRole("button", { name: "Change now" });
  await load.waitFor();
  assert.equal(await box(page, "Trust policy").area.inputValue(), refused.trustPolicy);
  assert.doesNotMatch(await page.title(), /^Newer/);

  await load.click();
  await page.waitForFunction(() => document.title.startsWith("Newer") && document.readyState !== "loading");
  assert.equal(await box(page, "Trust policy").area.inputValue(), "");
  await page.waitForFunction(async (older) => !(await caches.keys()).includes(older), older);
  assert.equal((await cacheNames(page)).length, 1);
  site.isDown = true;
  await page.reload();
  assert.match(await page.title(), /^Newer/);
});

test("a file that is not the one that was built keeps the worker from being installed", async (t) => {
  const { site, page } = await host(t);
  const sums = await (await fetch(`${behind}/SHA256SUMS`)).text();
  site.changed[`/${/editor-\w+\.js/.exec(sums)[0]}`] = "export default 1";
  await page.addInitScript(followInstallation);
  await page.goto(site.origin, { waitUntil: "load" });
  await page.waitForFunction(() => globalThis.installed !== undefined);
  assert.equal(await page.evaluate(() => globalThis.installed), false);
  assert.deepEqual(await keptFiles(page), []);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
});

for (const path of ["/assumable.html", "/embed.html"]) {
  test(`${path} has no worker`, async (t) => {
    const { site, page } = await host(t);
    await page.goto(`${site.origin}${path}`, { waitUntil: "load" });
    await page.locator("assumable-page, assumable-inspector").first().waitFor();
    await page.waitForFunction(isDrawn);
    assert.equal(await page.evaluate(isRegistered), false);
    assert.deepEqual(site.asked, [path]);
    assert.equal(page.context().serviceWorkers().length, 0);
  });
}

/** Runs in the page: whether it has a worker, or is on the way to one. A page without an origin can have none. */
async function isRegistered() {
  try {
    return (await navigator.serviceWorker.getRegistration()) !== undefined;
  } catch {
    return false;
  }
}

/** Runs in the page before its own scripts: `installed` says how the installation of its worker has ended. */
function followInstallation() {
  const register = navigator.serviceWorker.register.bind(navigator.serviceWorker);
  navigator.serviceWorker.register = async (...given) => {
    const registration = await register(...given);
    const { installing } = registration;
    if (installing === null) globalThis.installed = registration.active !== null;
    installing?.addEventListener("statechange", () => {
      globalThis.installed = installing.state !== "redundant";
    });
    return registration;
  };
}
