/**
 * The code editors, which start after the first paint: the page can be used before they
 * are there, and goes on without them where they do not arrive. They are fetched while the
 * page loads, after what it needs first: once it has loaded it asks for nothing more.
 */
import load, { file, integrity } from "virtual:editor";

import type * as chunk from "./editor/editor.js";

export type Chunk = typeof chunk;

/** Milliseconds that an idle moment is waited for. */
const latest = 200;

class Editors extends EventTarget {
  /** Undefined until it has arrived, and where it does not. */
  chunk: Chunk | undefined;
  private plain = false;

  /** Whether the person would rather have a plain text box; forgotten with the page. */
  get prefersPlain(): boolean {
    return this.plain;
  }

  set prefersPlain(plain: boolean) {
    this.plain = plain;
    this.dispatchEvent(new Event("change"));
  }

  async start() {
    fetchAhead();
    await firstPaint();
    try {
      this.chunk = await load();
    } catch {
      return;
    }
    this.dispatchEvent(new Event("change"));
  }
}

export const editors = new Editors();

/** Asked for in the page itself, the chunk would come in the way of the script that asks here. */
function fetchAhead() {
  if (file === "") return;
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = file;
  link.integrity = integrity;
  link.fetchPriority = "low";
  document.head.append(link);
}

function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      resolve();
    };
    // Safari has no idle callback.
    const whenIdle = () =>
      "requestIdleCallback" in globalThis
        ? requestIdleCallback(done, { timeout: latest })
        : setTimeout(done, 0);
    requestAnimationFrame(whenIdle);
  });
}
