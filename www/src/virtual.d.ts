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

declare module "virtual:examples" {
  /** Loads the examples, which most pages with an element do not need. */
  const load: () => Promise<typeof import("./examples.js")>;
  export default load;
}

declare module "virtual:colours" {
  /** What page.css says of colours, sizes and faces, each to be set from outside by `--assumable-…`. */
  const declarations: string;
  export default declarations;
}

declare module "*/generated/examples.json" {
  const examples: readonly import("./examples.js").Example[];
  export default examples;
}
