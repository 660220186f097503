/** Modules that `build.mjs` makes. */
declare module "virtual:core" {
  /** What of it is beside the script. */
  export const chunks: readonly import("./chunks.js").Chunk[];
  /** The WebAssembly module. */
  const load: () => Promise<BufferSource>;
  export default load;
}

declare module "virtual:editor" {
  export const chunk: import("./chunks.js").Chunk;
  /** Starts them. */
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
