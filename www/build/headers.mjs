/** What a host should send with each file: one table, of which every host's own file is made. */
import { inlinedPolicy, pagePolicy, workerPolicy, written } from "./policies.mjs";

/** Sent with everything. */
export const withAll = {
  "Permissions-Policy":
    "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** Asked for anew each time; unchanged, it is not sent again. */
const fresh = { "Cache-Control": "no-cache" };

/** Its name changes with its content. */
const forever = { "Cache-Control": "public, max-age=31536000, immutable" };

/** No other site may load it or have a hand on its window. */
const alone = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin" };

/** Other sites load it: that is what it is there for. */
const forOthers = { "Cross-Origin-Resource-Policy": "cross-origin" };
const inFrames = { ...forOthers, "Cross-Origin-Embedder-Policy": "require-corp" };

/**
 * Which headers go with which files, beside those that go with all. No file is in two rows.
 *
 * @param {Site} site with all files that the table speaks of
 * @param {Record<string, {script: string, style: string}>} inlined the hashes in each page of one file
 */
export function headerTable(site, inlined) {
  const policy = (directives) => ({ "Content-Security-Policy": written(directives) });
  const page = { ...pagePolicy, "frame-ancestors": ["'none'"] };
  const frame = { ...inlinedPolicy(inlined["embed.html"]), sandbox: ["allow-scripts"] };
  const file = inlinedPolicy(inlined["assumable.html"]);
  const forScripts = { ...forOthers, "Access-Control-Allow-Origin": "*" };
  return [
    { files: ["index.html"], headers: { ...policy(page), ...fresh, ...alone } },
    { files: site.hashed, headers: { ...forever, ...alone } },
    { files: ["sw.js"], headers: { ...policy(workerPolicy), ...fresh, ...alone } },
    { files: ["embed.html"], headers: { ...policy(frame), ...fresh, ...inFrames } },
    { files: ["assumable.html"], headers: { ...policy(file), ...fresh, ...inFrames } },
    { files: ["embed.js", "embed.mjs"], headers: { ...fresh, ...forScripts } },
    { files: ["SHA256SUMS"], headers: { ...fresh, "Content-Type": "text/plain; charset=utf-8" } },
  ];
}
