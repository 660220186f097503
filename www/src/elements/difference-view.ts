/** The token's value over the policy's, column by column, the first difference marked and said. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { ConditionReading, ExpectedValue } from "../contract.js";
import { type Column, columnsOf, firstDifference, visible } from "../difference.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";

const words = strings.difference;

@part("assumable-difference")
export class DifferenceView extends LitElement {
  static override styles = [
    common,
    css`
      .pair {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 0.75rem;
        font-family: var(--mono);
        font-size: var(--small);
        line-height: 1.55;
      }
      .names {
        color: var(--soft);
        font-family: var(--text);
        font-size: var(--tiny);
        line-height: 1.676;
      }
      .names span,
      .column span {
        display: block;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .column {
        display: inline-block;
        max-width: 100%;
        vertical-align: top;
      }
      .column span {
        min-height: 1.55em;
      }
      .same {
        color: var(--soft);
      }
      .wildcard span {
        padding-inline: 1px;
        background: var(--accent-wash);
        color: var(--accent);
        text-align: center;
      }
      .wildcard span:first-child {
        border-radius: 4px 4px 0 0;
      }
      .wildcard span:nth-child(2) {
        border-radius: 0 0 4px 4px;
        font-weight: 700;
      }
      .differs span {
        color: var(--bad);
        font-weight: 600;
      }
      .differs .found {
        background: var(--bad-wash);
        border-radius: 4px 4px 0 0;
      }
      .differs .wanted {
        background: var(--bad-wash);
        border-radius: 0 0 4px 4px;
      }
      .differs .caret {
        font-family: var(--text);
        font-size: var(--tiny);
        font-weight: 400;
      }
      @media (forced-colors: active) {
        .differs .found,
        .differs .wanted {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) condition!: ConditionReading;
  @property({ attribute: false }) value!: ExpectedValue;

  override render() {
    const columns = columnsOf(this.condition, this.value);
    const first = firstDifference(columns);
    const taken = columns
      .filter((column) => column.kind === "wildcard")
      .map((column) => words.taken(column.expected, column.actual));
    const sentence = [
      ...(first ? [words.differs(first.at, visible(first.found), visible(first.expected))] : []),
      ...taken,
    ].join(" ");
    return html`
      <div class="pair" aria-hidden="true">
        <div class="names">
          <span>${words.actual}</span>
          <span>${words.expected}</span>
        </div>
        <div>${columns.map(pillar)}</div>
      </div>
      <div class="sr">
        ${words.actual}: ${this.condition.actual.join(", ")}. ${words.expected}:
        ${this.value.resolved ?? this.value.text}.
      </div>
      ${sentence === "" ? nothing : html`<p class="sr">${sentence}</p>`}
    `;
  }
}

function pillar(column: Column) {
  const differs = column.kind === "differs";
  return html`<span class="column ${column.kind}"
    ><span class=${differs ? "found" : ""}>${visible(column.actual)}</span
    ><span class=${differs ? "wanted" : ""}>${visible(column.expected)}</span>${
      differs ? html`<span class="caret">▲ ${words.here}</span>` : nothing
    }</span
  >`;
}
