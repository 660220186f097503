import init, { inspect } from "assumable";
// esbuild does not follow `new URL(…, import.meta.url)`: its `file` loader says where it has put the module.
import module from "assumable/assumable.wasm";

await init(new URL(module, import.meta.url));
globalThis.inspect = inspect;
