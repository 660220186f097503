/** The frame's end of the line to its host. */
import { type FromFrame, greeting, isGreeting } from "./protocol.js";

export interface Ears {
  /** There is somebody to tell. Called once. */
  connected: () => void;
  /** Whatever the host says: it may be anything. */
  heard: (said: unknown) => void;
}

export class Connection {
  private port: MessagePort | undefined;

  constructor(private readonly ears: Ears) {
    if (parent === window) return;
    addEventListener("message", (event) => this.greeted(event));
    hello();
  }

  tell(what: FromFrame): void {
    this.port?.postMessage(what);
  }

  /** The first port is the only one: no other window can take the host's place. */
  private greeted({ source, data, ports: [port] }: MessageEvent<unknown>) {
    if (source !== parent || this.port !== undefined) return;
    if (isGreeting(data, "hello")) hello();
    if (!isGreeting(data, "port") || port === undefined) return;
    this.port = port;
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.ears.heard(data);
    this.ears.connected();
  }
}

const load = Math.random();

/** To whoever the parent is: there is nothing in it. */
function hello() {
  parent.postMessage(greeting("hello", load), "*");
}
