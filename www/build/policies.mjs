/**
 * The Content-Security-Policy of each page, as its `<meta>` and the hosts' header files say it.
 *
 * Nothing may connect, embed, submit or be loaded from elsewhere, in any of them. Lit compiles its
 * templates through the one Trusted Types policy that is allowed beside the site's own.
 */

/** What every page has. */
const nothing = {
  "default-src": ["'none'"],
  "img-src": ["data:"],
  "connect-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "require-trusted-types-for": ["'script'"],
  "trusted-types": ["lit-html"],
};

/** The hosted page: its own files, and the worker that keeps them for the next visit. */
export const pagePolicy = {
  ...nothing,
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "worker-src": ["'self'"],
  "trusted-types": ["lit-html", "assumable-offline"],
};

/** A page of one file, by the hashes of what stands in it: its script and its style sheet. */
export const inlinedPolicy = ({ script, style }) => ({
  ...nothing,
  "script-src": [`'${script}'`, "'wasm-unsafe-eval'"],
  "style-src": [`'${style}'`],
});

/** The service worker fetches the site's files, at its installation, and nothing else. */
export const workerPolicy = { "default-src": ["'none'"], "connect-src": ["'self'"] };

/** As a `<meta>` can say it. */
export const written = (policy) =>
  Object.entries(policy)
    .map(([directive, values]) => `${directive} ${values.join(" ")}`)
    .join("; ");
