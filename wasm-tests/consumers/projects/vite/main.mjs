import init, { inspect } from "assumable";

await init();
globalThis.inspect = inspect;
