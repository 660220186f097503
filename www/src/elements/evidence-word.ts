/** How something is known, in one word that explains itself when pressed. */
import { LitElement, css, html } from "lit";
import { property } from "lit/decorators.js";

import type { Evidence } from "../contract.js";
import { tell } from "../events.js";
import { part } from "../parts.js";
import { common } from "../styles.js";

@part("assumable-evidence")
export class EvidenceWord extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        display: inline-block;
      }
      button {
        min-height: 1.5rem;
        padding: 0 0.5rem;
        border: 1px solid var(--line);
        border-radius: 1rem;
        background: none;
        color: var(--soft);
        font-size: 0.75rem;
      }
      button.unsettled,
      button.inferred {
        border-style: dashed;
        border-color: var(--line-strong);
      }
      @media print {
        button {
          display: inline-flex;
        }
      }
    `,
  ];

  @property({ attribute: false }) evidence: Evidence = "unsettled";

  override render() {
    return html`<button
      type="button"
      class=${this.evidence}
      aria-haspopup="dialog"
      @click=${() => tell(this, "explain-evidence", { evidence: this.evidence })}
    >
      ${this.evidence}
    </button>`;
  }
}
