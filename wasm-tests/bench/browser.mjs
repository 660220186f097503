/** Bundled and run in Chromium by `chromium.mjs`. */

import init, { inspect } from "../../pkg/assumable.js";
import { all } from "./suites.mjs";

globalThis.measured = (async () => {
  if (!crossOriginIsolated) throw new Error("the clock is coarse: this page is not isolated");
  await init(new URL("/assumable.wasm", location.href));
  return all(inspect);
})();
