/** `embed.js`: a plain script that connects every `<iframe data-assumable>`, now and later. */
import type * as contract from "./embed.js";
import type { EmbedOptions, Embedded } from "./embed.js";
import { type ValueName, valuesIn } from "../frame/protocol.js";
import { connect } from "./host.js";

const own = builtIn(Document.prototype, "currentScript");
const base =
  own instanceof HTMLScriptElement && own.src !== "" ? own.src : String(builtIn(Node.prototype, "baseURI"));

/** A property of the document itself: an image or a form of such a name would stand in its place. */
function builtIn(prototype: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get?.call(document);
}

const embed = ((iframe, options = {}) => connect(iframe, options, base)) satisfies typeof contract.embed;

declare global {
  var assumable: { embed: typeof embed } | undefined;
}

const attributes = [
  ...["data-example", "data-trust-policy", "data-jwks", "data-claims"],
  ...["data-provider", "data-role", "data-request", "data-context", "data-now"],
  ...["data-theme", "data-lang", "data-hide", "data-readonly", "data-min-height", "data-max-height"],
];

/** `data-trust-policy` is `trustPolicy`, and so on. */
function optionsOf({ dataset }: HTMLIFrameElement): EmbedOptions {
  const { example, trustPolicy, jwks, claims, theme, lang, hide } = dataset;
  const { minHeight, maxHeight } = dataset;
  return {
    ...{ example, trustPolicy, jwks, claims, lang, hide },
    theme: theme as EmbedOptions["theme"],
    ...(valuesIn(dataset) as Pick<EmbedOptions, ValueName>),
    readonly: dataset["readonly"] === undefined ? undefined : dataset["readonly"] !== "false",
    minHeight: pixels(minHeight),
    maxHeight: pixels(maxHeight),
  };
}

function pixels(text: string | undefined): number | undefined {
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) ? undefined : number;
}

/** The frames on the page, each with what it was last told to show. */
const frames = new Map<HTMLIFrameElement, { told: string; embedded: Embedded }>();

function connectAll() {
  for (const [iframe, { embedded }] of frames) {
    if (iframe.isConnected) continue;
    embedded.disconnect();
    frames.delete(iframe);
  }
  for (const iframe of document.querySelectorAll<HTMLIFrameElement>("iframe[data-assumable]")) {
    const options = optionsOf(iframe);
    const told = JSON.stringify(options);
    if (frames.get(iframe)?.told !== told) frames.set(iframe, { told, embedded: embed(iframe, options) });
  }
}

/** Whether this script has run before. A heading with the id `assumable` is found under that name as well. */
function isThere(): boolean {
  const known: unknown = globalThis.assumable;
  return typeof known === "object" && known !== null && "embed" in known && typeof known.embed === "function";
}

// Twice on a page is as good as once.
if (!isThere()) {
  Object.defineProperty(globalThis, "assumable", { value: { embed }, writable: true, configurable: true });
  connectAll();
  // Documentation portals exchange their pages without loading them, and their themes too.
  new MutationObserver(connectAll).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-assumable", ...attributes],
  });
}
