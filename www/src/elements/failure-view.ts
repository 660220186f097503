/** Why there is no answer, and what to do about it. */
import { LitElement, css, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";

import { copy } from "../clipboard.js";
import type { Failure } from "../core.js";
import { tell } from "../events.js";
import { icon } from "../icons.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";

const words = strings.failure;

@part("assumable-failure")
export class FailureView extends LitElement {
  static override styles = [
    common,
    css`
      section {
        display: grid;
        gap: 0.6rem;
        padding: 1.25rem 1.5rem;
        border: 1px solid color-mix(in srgb, var(--unsure) 40%, transparent);
        border-radius: calc(var(--radius) * 1.4);
        background: var(--unsure-wash);
      }
      h2 {
        color: var(--unsure);
        font-size: 1.5rem;
      }
      p {
        max-width: 46rem;
      }
      pre {
        padding: 0.5rem 0.75rem;
        border-radius: 0.4rem;
        background: var(--surface);
        white-space: pre-wrap;
      }
      .actions {
        display: flex;
        gap: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) failure!: Failure;
  /** What a report about it says of this page; never anything that was pasted. */
  @property({ attribute: false }) about = "";
  @state() private copied = "";
  @query("pre") private shown!: HTMLElement | null;

  override render() {
    const { failure } = this;
    return html`<section role="alert">
      <h2>${icon("warning")} ${words.heading[failure.kind]}</h2>
      <p>${words.what[failure.kind]}</p>
      <p>${words.next[failure.kind]}</p>
      ${"message" in failure ? html`<pre>${this.text()}</pre>` : nothing}
      <p class="actions">
        <button type="button" @click=${() => tell(this, "retry", {})}>${words.retry}</button>
        ${
          "message" in failure
            ? html`<button type="button" @click=${this.copyReport}>
                ${icon("copy")}${words.copyReport}
              </button>`
            : nothing
        }
        <span class="small">${this.copied}</span>
      </p>
    </section>`;
  }

  private text(): string {
    return "message" in this.failure ? `${this.failure.message}\n${this.about}` : this.about;
  }

  private async copyReport() {
    const done = await copy(this.text(), this.shown ?? undefined);
    this.copied = done ? strings.box.copied : strings.box.copyRefused;
  }
}
