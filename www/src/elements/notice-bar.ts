/** One line about what just happened, where nothing else would show it. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { icon } from "../icons.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";

@part("assumable-notice")
export class NoticeBar extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        position: fixed;
        z-index: 3;
        inset: auto 1rem 1rem;
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      .notice {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        max-width: 44rem;
        padding: 0.5rem 0.5rem 0.5rem 1rem;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        font-size: var(--small);
        pointer-events: auto;
      }
      button {
        border-color: transparent;
        background: none;
        color: inherit;
      }
      button:hover {
        border-color: currentColor;
        color: inherit;
      }
      :focus-visible {
        outline-color: var(--paper);
        outline-offset: -3px;
      }
      @media (forced-colors: active) {
        .notice {
          border: 2px solid;
          background: Canvas;
          color: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) text = "";

  override render() {
    return html`<div role="status">
      ${
        this.text === ""
          ? nothing
          : html`<div class="notice">
              <span>${this.text}</span>
              <button
                type="button"
                aria-label=${strings.help.close}
                @click=${() => this.dispatchEvent(new Event("dismiss"))}
              >
                ${icon("failed")}
              </button>
            </div>`
      }
    </div>`;
  }
}
