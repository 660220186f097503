import js from "@eslint/js";
import globals from "globals";
import lit from "eslint-plugin-lit";
import noUnsanitized from "eslint-plugin-no-unsanitized";
import tseslint from "typescript-eslint";
import wc from "eslint-plugin-wc";

/** What could send, keep or run what was pasted. */
const leaks = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "WebTransport",
  "EventSource",
  "Worker",
  "SharedWorker",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "caches",
  "cookieStore",
  "open",
  "eval",
];

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      "target/",
      "www/dist/",
      "www/generated/",
      "pkg/*.js",
      "pkg/src/bindings.js",
      "pkg/src/*.d.ts",
      "wasm-tests/types/generated/",
      "wasm-tests/portals/mkdocs/docs/assets/",
      "wasm-tests/portals/docusaurus/.docusaurus/",
      "wasm-tests/portals/vitepress/.vitepress/cache/",
    ],
  },
  js.configs.recommended,
  noUnsanitized.configs.recommended,
  {
    files: ["pkg/src/**/*.ts", "www/src/**/*.ts"],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      lit.configs["flat/recommended"],
      wc.configs["flat/recommended"],
    ],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true },
    },
    rules: {
      "no-restricted-globals": ["error", ...leaks],
      "no-restricted-properties": [
        "error",
        ...leaks.flatMap((property) => [
          { object: "window", property },
          { object: "globalThis", property },
          { object: "self", property },
        ]),
        { object: "navigator", property: "sendBeacon" },
        { object: "document", property: "cookie" },
        { object: "document", property: "write" },
      ],
      // A number in a sentence is written as it is; a handler may be one call.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-console": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
    },
  },
  {
    // Lit calls a listener with the element that rendered it as `this`.
    files: ["www/src/elements/**/*.ts"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  {
    // Loading the module is the one thing that the package fetches.
    files: ["pkg/src/load.ts"],
    rules: {
      "no-restricted-globals": ["error", ...leaks.filter((name) => name !== "fetch")],
    },
  },
  {
    files: ["**/*.mjs", "**/*.js", "**/*.cjs"],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    // Parts of these files run inside the page.
    files: ["wasm-tests/**/*.mjs", "wasm-tests/**/inside/*.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    // They import what has just been built.
    rules: { "no-unsanitized/method": "off" },
  },
);
