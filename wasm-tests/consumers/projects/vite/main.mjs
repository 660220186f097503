import init, { inspect } from "assumable";
import "assumable/define";

await init();
globalThis.inspect = inspect;
