/** Says that another version of the page is there. Nothing changes until the person says so. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";

const words = strings.update;

@part("assumable-update")
export class UpdateBar extends LitElement {
  static override styles = [
    common,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 0.5rem 0.75rem;
        padding: 0.5rem 1rem;
        border-bottom: 1px solid var(--line-strong);
        background: var(--accent-wash);
        font-size: var(--small);
      }
    `,
  ];

  /** Changes to the other version; undefined while there is none. */
  @property({ attribute: false }) change: (() => void) | undefined;

  override render() {
    return html`<div role="status">
      ${
        this.change === undefined
          ? nothing
          : html`<div class="bar">
              <span>${words.ready}</span>
              <button type="button" @click=${this.change}>${words.load}</button>
              <button
                type="button"
                @click=${() => {
                  this.change = undefined;
                }}
              >
                ${words.later}
              </button>
            </div>`
      }
    </div>`;
  }
}
