/** The token's value over the policy's, column by column, the first difference marked and said. */
import { LitElement, css, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";

import type { ConditionReading, ExpectedValue } from "../contract.js";
import { type Piece, columnsOf, firstDifference, rowsOf } from "../difference.js";
import { clipped, drawnOf, listOf, shown } from "../drawn.js";
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
        position: relative;
        display: grid;
        gap: 0.5rem;
        direction: ltr;
        font-family: var(--mono);
        font-size: var(--small);
        line-height: 1.55;
      }
      /* Each row bears the names of its two lines. */
      .row {
        display: grid;
        grid-template-columns: 3.25rem minmax(0, 1fr);
        gap: 0 0.5rem;
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
      .columns {
        display: flex;
      }
      .column {
        flex: 0 1 auto;
        min-width: 0;
      }
      .column span {
        min-height: 1.55em;
      }
      .ruler {
        position: absolute;
        visibility: hidden;
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

  /** Characters that a row has room for. */
  @state() private capacity = 40;
  @query(".ruler") private ruler!: HTMLElement;
  @query(".columns") private room!: HTMLElement | null;
  /** In the next frame: rows that are drawn anew while sizes are being told would be told again at once. */
  private readonly sizes = new ResizeObserver(() => {
    requestAnimationFrame(() => {
      if (this.isConnected) this.measure();
    });
  });

  override connectedCallback() {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  private measure() {
    const one = this.ruler.getBoundingClientRect().width / measured.length;
    const room = this.room?.getBoundingClientRect().width ?? 0;
    // One less for the small gaps around what a wildcard takes.
    if (one > 0 && room > 0) this.capacity = Math.max(4, Math.floor(room / one) - 1);
  }

  override render() {
    const columns = columnsOf(this.condition, this.value);
    const first = firstDifference(columns);
    const drawn = drawnOf(columns);
    const taken = drawn
      .filter((column) => column.kind === "wildcard")
      .map((column) => words.taken(clipped(column.expected), clipped(column.actual)));
    const sentence = [
      ...(first ? [words.differs(first.at, shown(first.found), shown(first.expected))] : []),
      ...taken,
    ].join(" ");
    const written = drawn.map(({ kind, actual, expected }) => ({
      kind,
      actual: shown(actual),
      expected: shown(expected),
    }));
    return html`
      <div class="pair" aria-hidden="true">
        <span class="ruler">${measured}</span>
        ${rowsOf(written, this.capacity).map(row)}
      </div>
      <div class="sr">
        ${words.actual}: ${listOf(this.condition.actual, clipped)}. ${words.expected}:
        ${clipped(this.value.resolved ?? this.value.text)}.
      </div>
      ${sentence === "" ? nothing : html`<p class="sr">${sentence}</p>`}
    `;
  }
}

const measured = "0".repeat(20);

function row(pieces: readonly Piece[]) {
  return html`<div class="row">
    <div class="names">
      <span>${words.actual}</span>
      <span>${words.expected}</span>
    </div>
    <div class="columns">${pieces.map(pillar)}</div>
  </div>`;
}

function pillar({ kind, actual, expected, begins }: Piece) {
  const differs = kind === "differs";
  return html`<span class="column ${kind}"
    ><span class=${differs ? "found" : ""}>${actual}</span
    ><span class=${differs ? "wanted" : ""}>${expected}</span>${
      differs && begins ? html`<span class="caret">▲ ${words.here}</span>` : nothing
    }</span
  >`;
}
