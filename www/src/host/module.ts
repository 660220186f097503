/** `embed.mjs`: the function alone. */
import type * as contract from "./embed.js";
import { connect } from "./host.js";

export const embed = ((iframe, options = {}) =>
  connect(iframe, options, import.meta.url)) satisfies typeof contract.embed;
