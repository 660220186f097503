/** These functions run in the page, in any engine: they are handed over as texts, and know nothing but the page. */

/** What the page has stored, what its worker keeps with the sum of each, and every text that outlives or leaves the boxes. */
export async function traces() {
  const stored = [];
  for (const name of ["localStorage", "sessionStorage"]) {
    for (const key of Object.keys(globalThis[name])) {
      // The one thing that a person may ask the page to remember.
      if (key !== "theme") stored.push(`${name}: ${key}`);
    }
  }
  if (document.cookie !== "") stored.push(`cookie: ${document.cookie}`);
  for (const { name } of await indexedDB.databases()) stored.push(`indexedDB: ${name}`);
  // Where the page has no origin, there are no caches, and asking for them throws.
  const cached = {};
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request)).arrayBuffer();
      const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
      cached[request.url] = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
  }
  try {
    const folder = await navigator.storage.getDirectory();
    for await (const name of folder.keys()) stored.push(`file: ${name}`);
  } catch {
    // Not every engine has a file system for pages, nor every way of opening one.
  }
  const elements = (function all(root) {
    return [...root.querySelectorAll("*")].flatMap((element) => [
      element,
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  })(document);
  const visited = globalThis.navigation?.entries() ?? [];
  return {
    stored,
    cached,
    shown: {
      "the address": [location.href, document.referrer, window.name],
      "the history": [JSON.stringify(history.state) ?? "", ...visited.map(({ url }) => url ?? "")],
      "the title": [document.title],
      "the performance entries": performance.getEntries().map(({ name }) => name),
      "an attribute": elements.flatMap(({ attributes }) => [...attributes].map(({ value }) => value)),
      "an accessible name": elements.flatMap((element) =>
        [element.ariaLabel, element.ariaDescription, element.title, element.alt].filter(
          (name) => typeof name === "string",
        ),
      ),
    },
  };
}

/** Every text of the document, and everything in its fields. */
export function everyText() {
  const texts = [];
  (function read(root) {
    for (const node of root.childNodes) {
      if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE) texts.push(node.data);
      if ("value" in node) texts.push(String(node.value));
      read(node);
      if (node.shadowRoot) read(node.shadowRoot);
    }
  })(document);
  return texts.join("\n");
}

/**
 * Which of these texts scripts can get at: in what the window has of its own, and in every element with all
 * that hangs on it, such as an editor's state and its history.
 */
export function reachable(texts) {
  // A driver may run this with a global object of its own.
  const waiting = [window];
  (function collect(root) {
    waiting.push(root, ...root.querySelectorAll("*"));
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) collect(shadowRoot);
  })(document);
  /** What an object holds itself, and nothing where it belongs to the browser's own driver. */
  const members = (value) => {
    try {
      const own = Reflect.ownKeys(value).map((key) => Reflect.getOwnPropertyDescriptor(value, key)?.value);
      return value instanceof Map || value instanceof Set ? [...own, ...[...value.entries()].flat()] : own;
    } catch {
      return [];
    }
  };
  const seen = new Set();
  const found = new Set();
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "string") {
      for (const text of texts) if (value.includes(text)) found.add(text);
    } else if (Object(value) === value && !ArrayBuffer.isView(value) && !seen.has(value)) {
      seen.add(value);
      for (const member of members(value)) waiting.push(member);
    }
  }
  return [...found];
}
