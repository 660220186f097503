/** How a program uses the element, as far as the compiler can say. */

import "../../pkg/define.js";
import {
  define,
  type AssumableInspector,
  type AssumableInspectorError,
  type AssumableInspectorEventMap,
} from "../../pkg/element.js";
import type { Report } from "../../pkg/assumable.js";

export function use(root: HTMLElement): Report | undefined {
  define();
  define("my-inspector");
  const inspector: AssumableInspector = document.createElement("assumable-inspector");
  inspector.attempt = { token: "", trustPolicy: "{}" };
  inspector.token = undefined;
  inspector.provider = null;
  inspector.roleToAssume = { arn: "arn:aws:iam::111122223333:role/deploy" };
  inspector.theme = "dark";
  // @ts-expect-error -- there is no such theme
  inspector.theme = "pink";
  // @ts-expect-error -- it is made by the element alone
  inspector.report = undefined;
  // @ts-expect-error -- an object is no text
  inspector.trustPolicy = {};
  inspector.addEventListener("assumable-verdict", ({ detail }) => detail.checks.map(({ id }) => id));
  inspector.addEventListener("click", (event) => event.clientX);
  root.addEventListener("assumable-error", ({ detail }) => kinds[detail.kind]);
  document.querySelector("assumable-inspector")?.clear();
  return inspector.report;
}

/** Every kind of error and every event has to be named here, or this does not compile. */
const kinds: Record<AssumableInspectorError["kind"], true> = {
  unsupported: true,
  blocked: true,
  missing: true,
  damaged: true,
  stopped: true,
  undrawn: true,
  attribute: true,
  property: true,
  slot: true,
  example: true,
};

export const events: Record<keyof AssumableInspectorEventMap, true> = {
  "assumable-ready": true,
  "assumable-verdict": true,
  "assumable-error": true,
};
