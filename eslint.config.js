import js from "@eslint/js";
import globals from "globals";
import lit from "eslint-plugin-lit";
import noUnsanitized from "eslint-plugin-no-unsanitized";
import tseslint from "typescript-eslint";
import wc from "eslint-plugin-wc";
import { exceptions, leakRules } from "./eslint.leaks.js";

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
    files: ["pkg/src/**/*.ts", "www/src/**/*.ts", "www/worker/**/*.ts"],
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
    // No comment can lift a rule here.
    linterOptions: { noInlineConfig: true },
    rules: {
      ...leakRules(),
      // A number in a sentence is written as it is; a handler may be one call.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    // Lit calls a listener with the element that rendered it as `this`.
    files: ["www/src/elements/**/*.ts"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  ...Object.entries(exceptions).map(([file, exception]) => ({
    files: [file],
    rules: leakRules(exception),
  })),
  {
    // It imports a module of Node by a name that it puts together.
    files: ["pkg/src/load.ts"],
    rules: { "no-unsanitized/method": "off" },
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
  {
    // On a busy machine these fail a test for no reason in the tree.
    files: ["wasm-tests/{page,element,engines,portals,lighthouse,consumers,support}/**/*.mjs"],
    rules: {
      "no-restricted-properties": [
        "error",
        { property: "waitForTimeout", message: "Wait for a state." },
        { property: "elementHandle", message: "It may be drawn anew: use a locator." },
        { property: "getCurrentUrl", message: "It may be older than the page's own `location`." },
        { object: "page", property: "url", message: "It may be older than the page's own `location`." },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: 'Literal[value="networkidle"]', message: "Wait for a state of the page." },
      ],
    },
  },
  {
    files: ["wasm-tests/{page,element,engines,portals,lighthouse}/**/*.spec.mjs"],
    // These start no browser.
    ignores: ["wasm-tests/page/{functions,policies,portal-recipes}.spec.mjs"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          name: "node:test",
          importNames: ["test", "it"],
          message: "`support/test.mjs` gives it a second try.",
        },
      ],
    },
  },
  {
    // It tries what the page must never do.
    files: ["wasm-tests/engines/inside/ways-out.js"],
    rules: { "no-unsanitized/method": "off", "no-unsanitized/property": "off" },
  },
);
