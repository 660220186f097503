/** A dialog that closes on Escape, on its button and on a press outside. */
import { LitElement, css, html } from "lit";
import { property, query } from "lit/decorators.js";

import { icon } from "../icons.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";

@part("assumable-dialog")
export class PageDialog extends LitElement {
  static override styles = [
    common,
    css`
      dialog {
        width: min(56rem, calc(100vw - 2rem));
        max-height: calc(100dvh - 4rem);
        padding: 0;
        overflow: auto;
        border: 1px solid var(--line-strong);
        border-radius: calc(var(--radius) * 1.4);
        background: var(--paper);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(12 14 20 / 45%);
      }
      .inside {
        padding: 1.1rem 1.4rem 1.5rem;
      }
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
      }
      .top button {
        flex: none;
        white-space: nowrap;
      }
      h2 {
        font-size: 1.25rem;
      }
    `,
  ];

  @property({ attribute: false }) heading = "";
  @query("dialog") private dialog!: HTMLDialogElement | null;

  get open(): boolean {
    return this.dialog?.open ?? false;
  }

  show() {
    if (!this.open) this.dialog?.showModal();
  }

  close() {
    this.dialog?.close();
  }

  override render() {
    return html`<dialog
      aria-labelledby="heading"
      @close=${() => this.dispatchEvent(new Event("closed"))}
      @click=${(event: Event) => {
        if (event.target === this.dialog) this.close();
      }}
    >
      <div class="inside">
        <div class="top">
          <h2 id="heading">${this.heading}</h2>
          <button type="button" @click=${() => this.close()}>${icon("failed")}${strings.help.close}</button>
        </div>
        <slot></slot>
      </div>
    </dialog>`;
  }
}
