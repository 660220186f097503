/** The lints report what could send, keep or run what was pasted, by whatever way it is reached. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { exceptions } from "../../eslint.leaks.js";

const project = fileURLToPath(new URL("../../", import.meta.url));
const eslint = new ESLint({ cwd: project });

/** Files of each part that is bundled; what they hold is taken for theirs. */
const ordinary = ["www/src/format.ts", "pkg/src/engine.ts"];

const forbidden = `
  fetch("/x");
  window.fetch("/x");
  window["fetch"]("/x");
  globalThis.fetch("/x");
  self.fetch("/x");
  top!.fetch("/x");
  document.defaultView!.fetch("/x");
  const { fetch } = window;
  const get = globalThis.fetch;
  (window as unknown as { fetch: () => void }).fetch();
  Reflect.get(window, "fetch");
  window[name]("/x");
  globalThis[["fe", "tch"].join("")]("/x");
  fetchLater("/x");
  new XMLHttpRequest();
  new window.XMLHttpRequest();
  new WebSocket("wss://x");
  new EventSource("/x");
  new WebTransport("/x");
  new RTCPeerConnection();
  navigator.sendBeacon("/x", text);
  navigator["sendBeacon"]("/x", text);
  const { sendBeacon } = navigator;
  navigator.serviceWorker.register("/x");
  new Worker("/x");
  new SharedWorker("/x");
  importScripts("/x");
  new BroadcastChannel("x").postMessage(text);
  parent.postMessage(text, "*");
  window.opener.postMessage(text, "*");
  new Image().src = text;
  new Audio(text);
  new Notification(text);
  localStorage.setItem("x", text);
  window.localStorage["x"] = text;
  sessionStorage.setItem("x", text);
  indexedDB.open("x");
  self.caches.open("x");
  caches.open("x");
  cookieStore.set("x", text);
  document.cookie = text;
  document["cookie"] = text;
  window.name = text;
  history.pushState(null, "", text);
  window.history.replaceState(text, "");
  console.log(text);
  globalThis.console.error(text);
  navigator.clipboard.writeText(text);
  location = text;
  location.href = text;
  location.hash = text;
  location.assign(text);
  location.replace(text);
  window.location = text;
  document.location.href = text;
  top!.location.href = text;
  open(text);
  window.open(text);
  document.defaultView!.open(text);
  document.defaultView?.open(text);
  link.href = text;
  image.src = text;
  form.action = text;
  element.setAttribute("src", text);
  element.setAttribute("onclick", text);
  element.setAttribute("srcdoc", text);
  document.createElement("img");
  document.createElement("script");
  document.createElement("iframe");
  document.createElementNS("x", "image");
  document.createElement(text);
  html\`<img src=\${text} />\`;
  html\`<script></script>\`;
  html\`<a href=\${text}>x</a>\`;
  html\`<form></form>\`;
  element.innerHTML = text;
  element.innerHTML = "<b>plain</b>";
  element["innerHTML"] = text;
  element.outerHTML = text;
  element.insertAdjacentHTML("beforeend", text);
  element.setHTMLUnsafe(text);
  frame.srcdoc = text;
  document.write(text);
  document.writeln(text);
  new DOMParser().parseFromString(text, "text/html");
  document.createRange().createContextualFragment(text);
  URL.createObjectURL(new Blob([text]));
  eval(text);
  window.eval(text);
  (0, eval)(text);
  new Function(text);
  Function(text)();
  new globalThis.Function(text);
  (() => {}).constructor(text)();
  setTimeout("x()", 0);
  window.setInterval("x()", 0);
  import(text);
  import("https://example.com/x.js");
  import("//example.com/x.js");
  link.to = "javascript:x()";
`;

const forbiddenImports = `
  import "https://example.com/x.js";
  import { unsafeHTML } from "lit/directives/unsafe-html.js";
  import { unsafeSVG } from "lit/directives/unsafe-svg.js";
  import { unsafeStatic } from "lit/static-html.js";
`;

const harmless = `
  dialog.open = true;
  "a".replace("b", text);
  location.hash.slice(1);
  document.createElement("span");
  element.setAttribute("title", text);
  setTimeout(() => text, 0);
  html\`<a href="licences.txt">x</a>\`;
  import("./format.js");
`;

const lines = (text) => text.trim().split(/\n\s*/);

/** A block for each line, so that what one declares is not what another means. */
const blocks = (statements) => statements.map((statement) => `{ ${statement} }`).join("\n");

/** Messages about leaks, by their line. */
async function reported(text, file) {
  const [{ messages }] = await eslint.lintText(text, { filePath: `${project}${file}` });
  assert.deepEqual(
    messages.filter(({ fatal }) => fatal),
    [],
  );
  const leaks =
    /^(no-(restricted-.*|eval|implied-eval|new-func|script-url)|no-unsanitized\/.*|@typescript-eslint\/no-implied-eval)$/;
  return new Set(messages.filter(({ ruleId }) => leaks.test(ruleId)).map(({ line }) => line - 1));
}

for (const file of [...ordinary, "www/worker/sw.ts"]) {
  test(`every leak is reported in ${file}`, async () => {
    const free = exceptions[file]?.uses ?? [];
    const isFree = (statement) => free.some((name) => statement.includes(name));
    const statements = lines(forbidden).filter((statement) => !isFree(statement));
    const found = await reported(blocks(statements), file);
    assert.deepEqual(
      statements.filter((_, line) => !found.has(line)),
      [],
    );
  });
}

test("so is what is imported", async () => {
  const statements = lines(forbiddenImports);
  const found = await reported(statements.join("\n"), ordinary[0]);
  assert.deepEqual(
    statements.filter((_, line) => !found.has(line)),
    [],
  );
});

test("what is like it and harmless is not", async () => {
  const statements = lines(harmless);
  const found = await reported(blocks(statements), ordinary[0]);
  assert.deepEqual(
    statements.filter((_, line) => found.has(line)),
    [],
  );
});

test("no comment lifts a rule", async () => {
  const text = '// eslint-disable-next-line\nfetch("/x");\n/* eslint-disable */\nfetch("/x");';
  assert.deepEqual([...(await reported(text, ordinary[0]))], [1, 3]);
});

test("each exception is there for something that its file does", async () => {
  for (const [file, { uses = [] }] of Object.entries(exceptions)) {
    const text = await readFile(`${project}${file}`, "utf8");
    for (const name of uses) assert.ok(text.includes(name), `${file} has no ${name}`);
  }
});
