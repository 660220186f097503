/**
 * The code editors, which start after the first paint: the page can be used before they
 * are there, and goes on without them where they do not arrive. They are fetched while the
 * page loads, after what it needs first: once it has loaded it asks for nothing more.
 */
import load, { chunk } from "virtual:editor";

import { fetchAhead } from "./chunks.js";
import type * as chunks from "./editor/editor.js";
import { whenIdle } from "./turns.js";

export type Chunk = typeof chunks;

class Editors extends EventTarget {
  /** Undefined until it has arrived, and where it does not. */
  chunk: Chunk | undefined;
  private plain = false;
  private turns: Promise<void> = Promise.resolve();

  /** Whether the person would rather have a plain text box; forgotten with the page. */
  get prefersPlain(): boolean {
    return this.plain;
  }

  set prefersPlain(plain: boolean) {
    this.plain = plain;
    this.dispatchEvent(new Event("change"));
  }

  /** Making an editor takes a while: each box has a moment of its own for it. */
  turn(): Promise<void> {
    this.turns = this.turns.then(whenIdle);
    return this.turns;
  }

  /** Asks for them, after whatever has been asked for before. */
  preload() {
    fetchAhead(chunk, "low");
  }

  async start() {
    await whenIdle();
    try {
      this.chunk = await load();
    } catch {
      return;
    }
    this.dispatchEvent(new Event("change"));
  }
}

export const editors = new Editors();
