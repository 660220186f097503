/**
 * Runs in the page, before its own scripts: while `trapping` is set, the core's `inspect` runs
 * into an `unreachable` of a module of its own, as a panic does.
 */
{
  // (module (func (export "trap") unreachable))
  const bytes = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 0x74, 0x72, 0x61, 0x70],
    ...[0, 0, 10, 5, 1, 3, 0, 0, 0x0b],
  ];
  const { Instance } = WebAssembly;
  const { trap } = new Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
  globalThis.instances = 0;
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports);
    globalThis.instances += 1;
    const inspect = (...given) => (globalThis.trapping ? trap() : exports.inspect(...given));
    return { exports: { ...exports, inspect } };
  };
}
