/** The states that the page can be in, each by how it is reached, and the dresses that it wears. */

import { isLoaded } from "./drawn.mjs";
import {
  forgiveViolations,
  withDamagedModule,
  withPolicy,
  withRefusingClipboard,
  withTraps,
  withoutJavaScript,
  withoutPartOfCore,
  withoutScripts,
} from "./faults.mjs";
import { attempt, box, paste, type } from "./person.mjs";

/** The moment at which every state is seen, so that “3 min ago” stays so. */
export const moment = new Date("2026-11-02T12:00:30Z");

const works = attempt("github-branch");
const asAccepted = { path: "/#example=github-branch" };
const refused = attempt("branch-instead-of-environment");
const asRefused = { path: "/#example=branch-instead-of-environment" };

export const states = {
  empty: {},
  accepted: asAccepted,
  "no keys given": { ...asAccepted, then: (page) => type(page, "Keys", "") },
  "refused by the policy": asRefused,
  "refused for several reasons": {
    ...asRefused,
    then: (page) =>
      type(
        page,
        "Trust policy",
        refused.trustPolicy.replaceAll("sts.amazonaws.com", "https://github.com/octo-org"),
      ),
  },
  "allowed by one statement, denied by another": { path: "/#example=denied-by-a-second-statement" },
  "refused for its signature": { path: "/#example=claims-edited-after-signing" },
  "an unsupported algorithm": {
    ...asAccepted,
    then: (page) => type(page, "Token", withHeader(works.token, { alg: "ES256K", typ: "JWT" })),
  },
  expired: { path: "/#example=token-expired" },
  "a live credential": { then: (page) => type(page, "Token", works.token) },
  "no token yet": { then: (page) => type(page, "Trust policy", '{"Version": "2012-10-17"}') },
  "an unreadable token": { then: (page) => type(page, "Token", "good morning") },
  "an undecodable token": {
    ...asAccepted,
    then: (page) => type(page, "Token", works.token.replace(/\.[^.]*\./, ".eyJpc3M.")),
  },
  "unreadable keys": { ...asAccepted, then: (page) => type(page, "Keys", '{"keys": [{"kty": "RSA",]}') },
  "an unreadable policy": {
    ...asAccepted,
    then: (page) => type(page, "Trust policy", '{"Statement": [{"Effect": "Allow",}]'),
  },
  "a policy that IAM would not save": { path: "/#example=policy-that-iam-no-longer-saves" },
  "strangers get in": { path: "/#example=owner-left-open" },
  "everything open": { ...asRefused, then: openEverything },
  "another answer in the log": {
    ...asAccepted,
    then: (page) => paste(page, "Error: Could not assume role with OIDC: Incorrect token audience"),
  },
  "about to be cleared": { then: beIdle },
  cleared: { ...asRefused, then: (page) => page.getByRole("button", { name: "Clear" }).click() },
  copied: {
    ...asRefused,
    context: { permissions: ["clipboard-read", "clipboard-write"] },
    then: (page) => page.getByRole("button", { name: "Copy as Markdown" }).click(),
  },
  "a clipboard that refuses": {
    prepare: withRefusingClipboard,
    then: (page) => page.getByRole("button", { name: "Copy the command" }).first().click(),
  },
  share: { ...asRefused, then: share },
  embed: { ...asRefused, then: embed },
  "a broken link": { path: "/#v1.AAAA" },
  help: { then: (page) => page.getByRole("button", { name: "Help" }).click() },
  gallery: { then: (page) => page.getByRole("button", { name: "Examples" }).click() },
  "WebAssembly blocked": {
    prepare: withPolicy("'wasm-unsafe-eval'", ""),
    then: (page) => page.getByRole("heading", { name: "WebAssembly is blocked here" }).waitFor(),
    afterwards: forgiveViolations,
  },
  "WebAssembly damaged": {
    prepare: withDamagedModule,
    then: (page) => page.getByRole("heading", { name: "The core could not be started" }).waitFor(),
  },
  "a part of the core that does not arrive": {
    prepare: withoutPartOfCore,
    then: (page) => page.getByRole("heading", { name: "A part of this page did not arrive" }).waitFor(),
    afterwards: (_page, watch) => watch.forgiveErrors(),
  },
  "a trap": { prepare: withTraps, then: trap },
  "a script that does not arrive": {
    prepare: withoutScripts,
    until: isLoaded,
    then: late,
    afterwards: (_page, watch) => watch.forgiveErrors(),
  },
  "no JavaScript": { prepare: withoutJavaScript, until: isLoaded, then: late },
};

/** What one dress changes for all states; each of these states shows other parts. */
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
const largeText = (page) => setRoot(page, (root) => (root.style.fontSize = "200%"));

/** Each by the context it is worn in, and what is put on once the page is there. */
export const dresses = {
  dark: { context: { colorScheme: "dark" } },
  phone: { context: phone },
  narrow: { context: { viewport: { width: 320, height: 640 } } },
  "forced colours": { context: { forcedColors: "active" } },
  "reduced motion": { context: { reducedMotion: "reduce" } },
  "large text": { context: {}, then: largeText },
  "large text on a phone": { context: phone, then: largeText },
  "right to left": { context: {}, then: (page) => setRoot(page, (root) => (root.dir = "rtl")) },
};

/** Takes off what the page wears, and puts another dress on it. */
export async function wear(page, { context: { viewport, colorScheme, forcedColors, reducedMotion }, then }) {
  await page.emulateMedia({
    colorScheme: colorScheme ?? "light",
    forcedColors: forcedColors ?? "none",
    reducedMotion: reducedMotion ?? "no-preference",
  });
  await page.setViewportSize(viewport ?? { width: 1280, height: 720 });
  await setRoot(page, (root) => {
    root.style.fontSize = "";
    root.removeAttribute("dir");
  });
  await then?.(page);
}

/** The states that every dress is tried on; one picture is kept of each dress. */
export const worn = [
  "empty",
  "no keys given",
  "refused by the policy",
  "a live credential",
  "an unreadable policy",
  "everything open",
  "another answer in the log",
  "share",
  "embed",
  "help",
];
export const pictured = "another answer in the log";

function setRoot(page, change) {
  return page.evaluate(`(${change})(document.documentElement)`);
}

function withHeader(token, header) {
  const [, payload, signature] = token.split(".");
  return [Buffer.from(JSON.stringify(header)).toString("base64url"), payload, signature].join(".");
}

async function openEverything(page) {
  // By their places among all: what is opened may hold others, which come after it.
  const all = page.locator("details");
  for (let at = 0; at < (await all.count()); at += 1) {
    const details = all.nth(at);
    const summary = details.locator("> summary");
    const isOpen = details.and(page.locator("[open]"));
    if ((await isOpen.count()) > 0 || !(await summary.isVisible())) continue;
    await summary.click();
    await isOpen.waitFor({ state: "attached" });
  }
  // Pressing has moved the page, by how much depends on what was drawn by then, and so does what the pointer rests on.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.mouse.move(0, 0);
}

async function share(page) {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Copy the link", disabled: false }).waitFor();
}

/** With an address that is the same wherever the tests run. */
async function embed(page) {
  await share(page);
  await page.getByRole("button", { name: "Embed it" }).click();
  await page.getByLabel("Address of the hosted page").fill("https://assumable.example.com/");
  await page.getByRole("radio", { name: "Element" }).check();
  await page.getByRole("radio", { name: "What is here now" }).check();
}

/** How far a box that is typed into has scrolled the page depends on when its editor arrives. */
async function toTheAnswer(page) {
  await box(page, "Trust policy").whole.locator(".cm-content").waitFor();
  // Again and again: what is drawn later may scroll once more.
  await page.waitForFunction(() => {
    scrollTo({ top: 0, behavior: "instant" });
    const root = document.querySelector("assumable-page").shadowRoot;
    return root.querySelector("assumable-answer-bar") === null;
  });
}

async function beIdle(page) {
  await type(page, "Trust policy", works.trustPolicy);
  await toTheAnswer(page);
  await page.clock.setFixedTime(new Date(moment.getTime() + 500_000));
  await page.getByText("Everything here is cleared in").waitFor();
}

async function trap(page) {
  await type(page, "Token", works.token);
  await page.evaluate(() => {
    globalThis.traps = true;
  });
  await type(page, "Trust policy", works.trustPolicy);
  await page.getByRole("heading", { name: "The core stopped on this input" }).waitFor();
}

/** What is said only when the script has had its time. */
function late(page) {
  return page.waitForFunction(
    () => getComputedStyle(document.querySelector(".late")).visibility === "visible",
  );
}
