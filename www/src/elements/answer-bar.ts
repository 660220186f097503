/** The answer in one line, at the upper edge while the answer itself is out of sight. */
import { LitElement, css, html } from "lit";
import { property } from "lit/decorators.js";

import { answerOf } from "../answer.js";
import type { Report } from "../contract.js";
import { icon } from "../icons.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import type { LogAnswer } from "../workflow-log.js";

@part("assumable-answer-bar")
export class AnswerBar extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        position: fixed;
        z-index: 2;
        inset: 0 0 auto;
      }
      button {
        width: 100%;
        min-height: 2.6rem;
        padding: 0 1.25rem;
        gap: 0.6rem;
        border: 0;
        border-bottom: 1px solid var(--line-strong);
        border-radius: 0;
        background: var(--surface);
        text-align: start;
      }
      b {
        font-size: 1rem;
        white-space: nowrap;
      }
      .bad b {
        color: var(--bad);
      }
      .good b {
        color: var(--good);
      }
      .unsure b {
        color: var(--unsure);
      }
      .rest {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) report!: Report;
  /** No token was pasted yet. */
  @property({ attribute: false }) waiting = false;
  /** What a pasted workflow log says. */
  @property({ attribute: false }) logAnswer: LogAnswer | undefined;

  override render() {
    const { tone, title, summary } = answerOf(this.report, this.waiting, this.logAnswer);
    return html`<button type="button" class=${tone} @click=${() => this.dispatchEvent(new Event("up"))}>
      <b>${title}</b>
      <span class="rest soft">${summary}</span>
      ${icon("up")}<span class="sr">${strings.answer.top}</span>
    </button>`;
  }
}
