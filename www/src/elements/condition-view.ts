/** One operator on one key: what the call has, what the policy wants, and why they do or do not meet. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { ConditionReading, ExpectedValue } from "../contract.js";
import { nearestFirst } from "../difference.js";
import { clipped, listOf, shown } from "../drawn.js";
import { tell } from "../events.js";
import { icon } from "../icons.js";
import { LongList } from "../long-list.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import "./difference-view.js";
import "./evidence-word.js";

const words = strings.statement;

/** A policy may list hundreds of values: so many near misses are shown at once. */
const shownAtOnce = 3;

/** A condition key, which breaks before its last word rather than inside it. */
export function breakableKey(whole: string) {
  const key = clipped(whole);
  const at = key.lastIndexOf(":") + 1;
  return html`${key.slice(0, at)}<wbr />${key.slice(at)}`;
}

@part("assumable-condition")
export class ConditionView extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        padding: 0.6rem 0;
      }
      :host(:not(:first-of-type)) {
        border-top: 1px solid var(--line);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.15rem 0.6rem;
      }
      .head code {
        font-weight: 600;
      }
      .lit {
        background: var(--lit);
      }
      .match {
        color: var(--good);
      }
      .no-match,
      .error {
        color: var(--bad);
      }
      assumable-difference {
        margin-top: 0.4rem;
      }
      .hint {
        margin-top: 0.35rem;
        font-size: var(--small);
      }
      .plain-values {
        margin-top: 0.35rem;
        font-size: var(--small);
      }
    `,
  ];

  @property({ attribute: false }) condition!: ConditionReading;
  @property({ attribute: false }) lit = false;
  @property({ attribute: false }) private all = false;

  private readonly list = new LongList(this);

  override render() {
    const { condition } = this;
    return html`
      <div
        class="head"
        @pointerenter=${() => tell(this, "point", { pointed: { kind: "condition", key: condition.key } })}
        @pointerleave=${() => tell(this, "point", { pointed: undefined })}
      >
        <span class="small ${condition.result}">
          ${icon(condition.result === "match" ? "passed" : "failed")} ${words.results[condition.result]}
        </span>
        <code class=${this.lit ? "lit" : ""}
          >${clipped(condition.operator)} ${breakableKey(condition.key)}</code
        >
        <assumable-evidence .evidence=${condition.evidence}></assumable-evidence>
        <button
          type="button"
          class="plain small"
          @click=${() => tell(this, "show-span", { box: "trustPolicy", span: condition.span })}
        >
          ${words.show}
        </button>
      </div>
      <p class="small">${condition.reason}</p>
      ${this.values()}
    `;
  }

  private values() {
    const { condition } = this;
    const { missing, actual, result } = condition;
    if (missing || actual.length === 0 || result === "error") return this.plainValues();
    const ordered = nearestFirst(condition);
    const shown = this.all ? ordered : ordered.slice(0, shownAtOnce);
    const more = ordered.length - shown.length;
    return html`
      ${this.list.items(shown, (value) => this.compared(value))} ${this.list.more(shown)}
      ${
        more > 0
          ? html`<button
              type="button"
              class="plain small"
              @click=${() => {
                this.all = true;
              }}
            >
              ${words.others(more)}
            </button>`
          : nothing
      }
    `;
  }

  private compared(value: ExpectedValue) {
    const hint = value.nearest?.hint;
    return html`
      <assumable-difference .condition=${this.condition} .value=${value}></assumable-difference>
      ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`}
    `;
  }

  /** Nothing to compare: both sides as they are. */
  private plainValues() {
    const { actual, expected } = this.condition;
    const hint = expected.find((value) => value.nearest?.hint !== undefined)?.nearest?.hint;
    const call = actual.length === 0 ? words.noValue : listOf(actual, shown);
    return html`<p class="plain-values">
        <span class="soft">${strings.difference.call}</span> <code>${call}</code>
        <span class="soft">${strings.difference.expected}</span>
        <code
          >${listOf(
            expected.map((value) => value.text),
            shown,
          )}</code
        >
      </p>
      ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`}`;
  }
}
