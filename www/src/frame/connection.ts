/** The frame's end of the line to its host. */
import { type FromFrame, greeting, isGreeting } from "./protocol.js";

export class Connection {
  private port: MessagePort | undefined;

  /** `heard` gets whatever the host says: it may be anything. */
  constructor(private readonly heard: (said: unknown) => void) {
    if (parent === window) return;
    addEventListener("message", (event) => this.greeted(event));
    this.hello();
  }

  tell(what: FromFrame): void {
    this.port?.postMessage(what);
  }

  private hello() {
    // Whoever frames this page has no origin to be told by, and learns nothing by it.
    parent.postMessage(greeting("hello"), "*");
  }

  /** The first port is the only one: no other window can take the host's place. */
  private greeted(event: MessageEvent<unknown>) {
    if (event.source !== parent || this.port !== undefined) return;
    if (isGreeting(event.data, "hello")) this.hello();
    const [port] = event.ports;
    if (!isGreeting(event.data, "port") || port === undefined) return;
    this.port = port;
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.heard(data);
    this.connected();
  }

  /** Called once, when there is somebody to tell. */
  connected: () => void = () => undefined;
}
