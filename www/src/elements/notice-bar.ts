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
        padding-block: 0.4rem;
      }
      button {
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

  override render() {
    return html`<div role="status">
      ${
        this.text === ""
          ? nothing
          : html`<div class="notice">
              <span>${this.text}</span>
              <button
                type="button"
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
