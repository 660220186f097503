/** The package's public interface, exactly that of `assumable.d.ts`. */

import type * as contract from "../assumable.js";
import * as engine from "./engine.js";

export default engine.init satisfies typeof contract.default;
export const initSync = engine.initSync satisfies typeof contract.initSync;
export const inspect = engine.inspect satisfies typeof contract.inspect;
export const issueToken = engine.issueToken satisfies typeof contract.issueToken;
export const version = engine.version satisfies typeof contract.version;
