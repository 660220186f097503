/**
 * What could send, keep or run what was pasted: forbidden by whatever way it is reached, but in the
 * files that are there for it. `wasm-tests/lints/` has an example of each.
 */

/** Of the browser: `fetch`, `window.fetch`, `document.defaultView["fetch"]`, `{ fetch } = self`. */
const globals = [
  "Audio",
  "BroadcastChannel",
  "EventSource",
  "Function",
  "Image",
  "Notification",
  "RTCPeerConnection",
  "Reflect",
  "SharedWorker",
  "WebSocket",
  "WebSocketStream",
  "WebTransport",
  "Worker",
  "XMLHttpRequest",
  "caches",
  "console",
  "cookieStore",
  "eval",
  "fetch",
  "fetchLater",
  "history",
  "importScripts",
  "indexedDB",
  "localStorage",
  "postMessage",
  "sessionStorage",
];

/** Of any object: nothing else here is called so. */
const members = [
  "clipboard",
  "constructor",
  "contentDocument",
  "cookie",
  "createContextualFragment",
  "createObjectURL",
  "innerHTML",
  "insertAdjacentHTML",
  "outerHTML",
  "parseFromString",
  "parseHTMLUnsafe",
  "pushState",
  "replaceState",
  "sendBeacon",
  "serviceWorker",
  "setHTMLUnsafe",
  "srcdoc",
  "writeln",
];

const windows = ["defaultView", "frames", "globalThis", "parent", "self", "top", "view", "window"];

/** Of these: elsewhere the same name is harmless. */
const membersOf = [
  ...windows.flatMap((object) => ["location", "name", "open"].map((property) => ({ object, property }))),
  ...["assign", "reload", "replace"].map((property) => ({ object: "location", property })),
  ...["location", "write"].map((property) => ({ object: "document", property })),
];

const any = (names) => `/^(${names.join("|")})$/i`;
const addresses = ["action", "formaction", "href", "ping", "poster", "src", "srcset"];
const loading = ["audio", "base", "embed", "form", "frame", "iframe", "image", "img", "link", "meta"].concat([
  "object",
  "script",
  "source",
  "style",
  "track",
  "video",
]);
const create = "CallExpression[callee.property.name=/^createElement(NS)?$/]";
const elsewhere = "Literal[value=/^(https?:|data:|blob:|\\u002F\\u002F)/i]";

/** What is told by its form; each kind by a name, by which a file may be free of it. */
const forms = {
  address: [
    "AssignmentExpression[left.name='location']",
    "AssignmentExpression[left.object.name='location']",
    "AssignmentExpression[left.property.name='location']",
    `AssignmentExpression[left.property.name=${any(addresses)}]`,
    `CallExpression[callee.property.name='setAttribute'] > Literal[value=${any([...addresses, "srcdoc", "style", "on.+"])}]`,
    `TaggedTemplateExpression[tag.name='html'] TemplateElement[tail=false][value.raw=/\\b(${addresses.join("|")})=["']?$/i]`,
  ],
  element: [
    `${create} > Literal[value=${any(["a", "area", "input", ...loading])}]`,
    `${create}:not([arguments.0.type='Literal'])`,
    `TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/<(${loading.join("|")})\\b/i]`,
  ],
  name: [
    `MemberExpression[computed=true][property.type!='Literal'][object.name=${any([...windows, "document", "location", "navigator"])}]`,
  ],
  window: ["object", "object.expression"].map(
    (object) => `MemberExpression[property.name='open'][${object}.property.name=${any(windows)}]`,
  ),
  import: [`ImportExpression > ${elsewhere}`, `ImportDeclaration > ${elsewhere}`],
};

const messages = {
  address: "An address that is made could hold what was pasted.",
  element: "Such an element sends, loads or runs.",
  name: "A name that is made could be any.",
  window: "Another window is another page.",
  import: "Nothing comes from elsewhere.",
};

/** The rules for a file that may use these names, and these forms. */
export function leakRules({ uses = [], forms: free = [] } = {}) {
  const unused = ({ object, property }) =>
    !uses.includes(object === undefined ? property : `${object}.${property}`);
  const properties = [...globals, ...members].map((property) => ({ property }));
  const kinds = Object.entries(forms).filter(([kind]) => !free.includes(kind));
  return {
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-new-func": "error",
    "no-restricted-globals": ["error", "open", ...globals.filter((property) => unused({ property }))],
    "no-restricted-imports": [
      "error",
      { patterns: ["lit/directives/unsafe-*", "lit/static-html*", "lit-html/*"] },
    ],
    "no-restricted-properties": ["error", ...[...properties, ...membersOf].filter(unused)],
    "no-restricted-syntax": [
      "error",
      ...kinds.flatMap(([kind, selectors]) =>
        selectors.map((selector) => ({ selector, message: messages[kind] })),
      ),
    ],
    "no-script-url": "error",
  };
}

/** Files that are there for one such thing. */
export const exceptions = {
  // The module, from beside the package; in Node by a name that no bundler follows.
  "pkg/src/load.ts": { uses: ["fetch"] },
  // The site's own files, for visits without a network.
  "www/worker/sw.ts": { uses: ["fetch", "caches"] },
  "www/src/offline.ts": { uses: ["serviceWorker", "postMessage", "location.reload"] },
  // The theme alone, never input.
  "www/src/theme.ts": { uses: ["localStorage"] },
  // The name of an example, or nothing.
  "www/src/address.ts": { uses: ["history", "replaceState"] },
  // When a button for it is pressed.
  "www/src/clipboard.ts": { uses: ["clipboard"] },
  // The verdict, to the page around the frame; what to show, to the frame.
  "www/src/frame/connection.ts": { uses: ["postMessage"] },
  "www/src/host/host.ts": { uses: ["postMessage"], forms: ["address"] },
  // The core's and the editors' scripts, by the names and the sums that the build gave them.
  "www/src/chunks.ts": { forms: ["address", "element"] },
};
