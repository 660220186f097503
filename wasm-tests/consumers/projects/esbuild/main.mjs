import init, { inspect } from "assumable";
import { define } from "assumable/element";
// esbuild does not follow `new URL(…, import.meta.url)`: its `file` loader says where it has put the module.
import module from "assumable/assumable.wasm";

// Before the element is defined, which would look for the module beside the script.
await init(new URL(module, import.meta.url));
define();
globalThis.inspect = inspect;
