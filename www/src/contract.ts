/** What goes in and what comes out, as the npm package defines it. */
import type {} from "../../pkg/src/additions.js";

export type * from "../../pkg/assumable.js";
