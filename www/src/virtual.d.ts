/** Modules that `build.mjs` makes. */
declare module "virtual:core" {
  /** The WebAssembly module. */
  const unpack: () => BufferSource | Promise<BufferSource>;
  export default unpack;
}

declare module "virtual:editor" {
  /** Starts the editors' chunk. */
  const load: () => Promise<typeof import("./editor/editor.js")>;
  export default load;
}

declare module "*/generated/examples.json" {
  const examples: readonly import("./examples.js").Example[];
  export default examples;
}
