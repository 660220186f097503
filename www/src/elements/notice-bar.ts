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
      .notice {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem;
        margin-bottom: 0.75rem;
        padding-inline: 0.9rem 0.3rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--accent-wash);
        font-size: var(--small);
        line-height: 1.35;
      }
      span {
        flex: 1;
        padding-block: 0.4rem;
      }
      button {
        min-height: 1.75rem;
      }
      .dismiss {
        border-color: transparent;
        background: none;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) text = "";
  /** What it speaks of can be taken back. */
  @property({ attribute: false }) undoable = false;

  override render() {
    return html`<div role="status">
      ${
        this.text === ""
          ? nothing
          : html`<div class="notice">
              <span>${this.text}</span>
              ${
                this.undoable
                  ? html`<button type="button" @click=${() => this.dispatchEvent(new Event("undo"))}>
                      ${strings.sorted.undo}
                    </button>`
                  : nothing
              }
              <button
                type="button"
                class="dismiss"
                aria-label=${strings.notice.dismiss}
                @click=${() => this.dispatchEvent(new Event("dismiss"))}
              >
                ${icon("failed")}
              </button>
            </div>`
      }
    </div>`;
  }
}
