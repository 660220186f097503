/** The host's end of the line to one frame. */
import { type FromFrame, greeting, isGreeting, isObject } from "../frame/protocol.js";
import type { EmbedOptions, Embedded } from "./embed.js";

/** Pixels. A frame says how high it is; a wrong one shall not push the page away. */
const lowest = 240;
const highest = 6000;

/** What the frame says that is handed on as an event. */
const told: ReadonlySet<string> = new Set<FromFrame["type"]>(["ready", "verdict", "error"]);

const connected = new WeakMap<HTMLIFrameElement, Host>();

/** `embed` of the public interface; `base` is where the frame's page is if the iframe names none. */
export function connect(iframe: HTMLIFrameElement, options: EmbedOptions, base: string): Embedded {
  const host = connected.get(iframe) ?? new Host(iframe);
  connected.set(iframe, host);
  prepare(iframe, base);
  host.show(options);
  host.hello();
  return host;
}

/** A sandbox takes effect when a page is loaded into it. */
function prepare(iframe: HTMLIFrameElement, base: string) {
  const sandboxed = iframe.hasAttribute("sandbox");
  if (!sandboxed) iframe.setAttribute("sandbox", "allow-scripts");
  if (!iframe.hasAttribute("title")) iframe.title = "Assumable: can this token assume this role?";
  if (!iframe.hasAttribute("width") && iframe.style.width === "") iframe.style.width = "100%";
  if (iframe.style.border === "") iframe.style.border = "0";
  // The page's, which a style sheet for frames may have taken away: the frame sees light or dark by it.
  if (iframe.style.colorScheme === "") iframe.style.colorScheme = "inherit";
  if (!iframe.hasAttribute("src")) iframe.src = new URL("embed.html", base).href;
  else if (!sandboxed) iframe.setAttribute("src", iframe.src);
}

class Host implements Embedded {
  private port: MessagePort | undefined;
  /** Which load of the frame has the other end. */
  private load: number | undefined;
  private options: EmbedOptions = {};

  constructor(readonly iframe: HTMLIFrameElement) {
    addEventListener("message", this.greeted);
  }

  /** For a frame that has greeted before this script was there. */
  hello() {
    if (this.port === undefined) this.iframe.contentWindow?.postMessage(greeting("hello"), "*");
  }

  show(options: EmbedOptions) {
    this.options = options;
    this.port?.postMessage({ type: "show", ...options });
  }

  disconnect() {
    removeEventListener("message", this.greeted);
    this.port?.close();
    this.port = undefined;
    connected.delete(this.iframe);
  }

  /** A frame without an origin is known by its window alone. One that was loaded anew greets anew. */
  private readonly greeted = (event: MessageEvent<unknown>) => {
    const frame = this.iframe.contentWindow;
    if (frame === null || event.source !== frame || !isGreeting(event.data, "hello")) return;
    const { load } = event.data;
    // Its own greeting and its answer to that of the host can cross; it keeps the first port.
    if (this.port !== undefined && load === this.load) return;
    this.load = load;
    this.port?.close();
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }: MessageEvent<unknown>) => this.heard(data);
    frame.postMessage(greeting("port"), "*", [port2]);
    this.show(this.options);
  };

  private heard(said: unknown) {
    if (!isObject(said)) return;
    const { type, ...detail } = said;
    if (type === "size") this.resize(detail["height"]);
    else if (typeof type === "string" && told.has(type)) {
      this.iframe.dispatchEvent(new CustomEvent(`assumable-${type}`, { detail, bubbles: true }));
    }
  }

  private resize(height: unknown) {
    if (typeof height !== "number" || !Number.isFinite(height)) return;
    const { minHeight = lowest, maxHeight = highest } = this.options;
    this.iframe.style.height = `${Math.min(Math.max(height, minHeight), maxHeight)}px`;
  }
}
