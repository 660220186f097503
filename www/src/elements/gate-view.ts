/** One check of STS: what was compared with what, what became of it, and what STS prints. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { Gate } from "../answer.js";
import type { Problem, Report, StsError } from "../contract.js";
import { tell } from "../events.js";
import { icon } from "../icons.js";
import type { Lit } from "../links.js";
import { nothingLit } from "../links.js";
import { LongList } from "../long-list.js";
import { part } from "../parts.js";
import { unlike, unlikeIn } from "../sharing.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import "./evidence-word.js";
import "./statement-view.js";

const words = strings.gates;

@part("assumable-gate")
export class GateView extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        container-type: inline-size;
        border-top: 1px solid var(--line);
      }
      .lit {
        background: var(--lit);
      }
      .head {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 13rem) minmax(0, 1fr);
        align-items: baseline;
        gap: 0 0.6rem;
        padding: 0.55rem 0.25rem;
        list-style: none;
      }
      .head::-webkit-details-marker {
        display: none;
      }
      .head:hover h3 {
        color: var(--accent);
      }
      .sign {
        font-size: 1.05rem;
      }
      h3 {
        font-size: 1rem;
        font-weight: 600;
        line-height: 1.4;
      }
      .status {
        font-size: var(--tiny);
        font-weight: 400;
      }
      .summary {
        font-size: var(--small);
        overflow-wrap: anywhere;
      }
      .behind,
      .assumed,
      .skipped {
        color: var(--soft);
      }
      details.decides {
        margin: 0 -0.8rem;
        padding: 0 0.8rem;
        border-radius: var(--radius);
        background: var(--bad-wash);
      }
      .more {
        display: grid;
        gap: 0.75rem;
        padding: 0.1rem 0 1rem;
        padding-inline-start: 2.35rem;
      }
      .more > * {
        min-width: 0;
      }
      .error {
        display: grid;
        gap: 0.25rem;
      }
      pre {
        padding: 0.5rem 0.75rem;
        border-radius: 0.4rem;
        background: var(--sunken);
        white-space: pre-wrap;
      }
      .decides pre {
        background: var(--surface);
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.6rem;
        font-size: var(--tiny);
      }
      .list li {
        position: relative;
        padding-inline-start: 1rem;
        font-size: var(--small);
      }
      .list li::before {
        content: "–";
        position: absolute;
        inset-inline-start: 0;
        color: var(--soft);
      }
      @container (max-width: 34em) {
        .head {
          grid-template-columns: 1.5rem 1fr;
        }
        .summary {
          grid-column: 2;
        }
        .more {
          padding-inline-start: 0;
        }
      }
      @media (forced-colors: active) {
        details.decides {
          border: 2px solid;
        }
      }
    `,
  ];

  @property({ attribute: false, hasChanged: unlike }) gate!: Gate;
  /** Of the check of the trust policy alone. */
  @property({ attribute: false }) trust: Report["trust"] | undefined;
  @property({ attribute: false, hasChanged: unlikeIn<Lit>("checks", "conditionKeys") }) lit: Lit = nothingLit;
  @property({ attribute: false }) open = false;

  private readonly list = new LongList(this);

  override render() {
    const { check, status, decides } = this.gate;
    const behind = status === "alsoFailed" || status === "wouldPass";
    return html`
      <details
        class=${decides ? "decides" : ""}
        ?open=${this.open}
        @toggle=${(event: Event) => {
          this.open = (event.target as HTMLDetailsElement).open;
        }}
      >
        <summary class="head ${behind ? "behind" : check.status} ${this.isLit() ? "lit" : ""}">
          <span class="sign tick-${behind ? "skipped" : check.status}">${icon(check.status)}</span>
          <h3>
            ${check.title}
            <span class="status tick-${behind ? "skipped" : check.status}">${words.status[status]}</span>
          </h3>
          <span class="summary">${check.summary}</span>
        </summary>
        ${this.open ? this.more() : nothing}
      </details>
    `;
  }

  private isLit() {
    return this.lit.checks.has(this.gate.check.id);
  }

  private more() {
    const { check } = this.gate;
    return html`<div class="more">
      ${
        check.error === undefined
          ? html`<p class="meta"><assumable-evidence .evidence=${check.evidence}></assumable-evidence></p>`
          : stsError(check.error)
      }
      ${this.detail()}
      ${
        check.notes.length === 0
          ? nothing
          : html`<ul class="list" aria-label=${words.notes}>
              ${check.notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
      }
    </div>`;
  }

  private detail() {
    switch (this.gate.check.id) {
      case "trust-policy":
        return this.statements();
      case "signature":
        return html`<p>
          <button type="button" class="plain small" @click=${() => tell(this, "show-keys", {})}>
            ${words.seeKeys}
          </button>
        </p>`;
      default:
        return nothing;
    }
  }

  private statements() {
    const { trust } = this;
    if (trust === undefined) return nothing;
    return html`
      ${trust.saveable.ok || trust.decision === "assumed" ? nothing : this.notSaveable(trust.saveable.errors)}
      ${this.list.items(
        trust.statements,
        (statement, index) =>
          html`<assumable-statement
            .statement=${statement}
            .number=${index + 1}
            .lit=${this.lit}
          ></assumable-statement>`,
      )}
      ${this.list.more(trust.statements)}
    `;
  }

  /** Why not is said beside the policy, once. */
  private notSaveable(errors: readonly Problem[]) {
    const span = errors.find((error) => error.span !== undefined)?.span;
    return html`<p>
      ${strings.statement.notSaveable}.
      ${
        span === undefined
          ? nothing
          : html`<button
              type="button"
              class="plain small"
              @click=${() => tell(this, "show-span", { box: "trustPolicy", span })}
            >
              ${strings.statement.show}
            </button>`
      }
    </p>`;
  }
}

function stsError(error: StsError) {
  return html`<div class="error">
    <p class="meta">
      <span class="soft">${words.sts}</span>
      <code>${error.code}</code>
      <span class="soft">HTTP ${error.httpStatus}</span>
      <assumable-evidence .evidence=${error.evidence}></assumable-evidence>
    </p>
    <pre>${error.message}</pre>
    ${
      error.variants === undefined || error.variants.length === 0
        ? nothing
        : html`<details>
            <summary class="small soft">${words.variants}</summary>
            ${error.variants.map((variant) => html`<pre>${variant}</pre>`)}
          </details>`
    }
  </div>`;
}
