/** Lists that may have thousands of items, such as those of a text that was pasted by mistake. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from "lit";

import { strings } from "./strings.js";

/** More than anybody reads, and few enough to be drawn at once. */
const atOnce = 100;

/** Of a list the first items, and more of them at each press: drawing thousands would stop the page. */
export class LongList implements ReactiveController {
  private most = atOnce;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.most = atOnce;
  }

  /** The items that are shown, each drawn with its place in the list. */
  items<Item>(items: readonly Item[], draw: (item: Item, index: number) => unknown): unknown[] {
    return items.slice(0, this.most).map(draw);
  }

  /** What shows more of them, where there are more. */
  more({ length }: readonly unknown[]) {
    const hidden = length - this.most;
    if (hidden <= 0) return nothing;
    return html`<button
      type="button"
      class="plain small"
      @click=${() => {
        this.most += atOnce;
        this.host.requestUpdate();
      }}
    >
      ${strings.longList.more(Math.min(hidden, atOnce), hidden)}
    </button>`;
  }
}
