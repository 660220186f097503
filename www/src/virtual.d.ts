/** Modules that `build.mjs` makes. */
declare module "virtual:core-bytes" {
  /** The WebAssembly module, gzip in base64. */
  const core: string;
  export default core;
}

declare module "*/generated/examples.json" {
  const examples: readonly import("./examples.js").Example[];
  export default examples;
}
