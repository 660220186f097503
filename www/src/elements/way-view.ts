/** The way of a token as a picture: the job, the issuer, and the gates of STS in a row. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { type Gate, gatesOf, isUndecided } from "../answer.js";
import type { Report } from "../contract.js";
import { tell } from "../events.js";
import { icon } from "../icons.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common, unseen } from "../styles.js";

const words = strings.way;

@part("assumable-way")
export class WayView extends LitElement {
  static override styles = [
    common,
    css`
      .way {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.5rem;
        font-size: var(--tiny);
      }
      .actor {
        padding: 0.2rem 0.65rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: var(--surface);
        line-height: 1.35;
      }
      .actor b {
        display: block;
        font-weight: 600;
      }
      .arrow {
        color: var(--soft);
      }
      .arrow:dir(rtl) svg {
        scale: -1 1;
      }
      .end {
        border-width: 2px;
        font-weight: 600;
      }
      .end.reached {
        border-color: var(--good);
        color: var(--good);
      }
      .end.refused {
        border-color: var(--bad);
        color: var(--bad);
      }
      .end.open {
        border-style: dashed;
        color: var(--soft);
      }
      ol {
        display: grid;
        flex: 1 1 20rem;
        grid-template-columns: repeat(6, auto);
        row-gap: 0.4rem;
      }
      @container inspector (min-width: 85em) {
        ol {
          grid-template-columns: repeat(11, auto);
        }
      }
      li {
        display: flex;
        align-items: center;
      }
      /* The line from gate to gate ends at the first one that does not open. */
      li::before {
        content: "";
        flex: 1 1 0.3rem;
        min-width: 0.3rem;
        border-top: 2px solid var(--good);
      }
      li.assumed::before {
        border-top: 2px dotted var(--line-strong);
      }
      li.beyond::before {
        border-top: 2px dotted var(--line);
      }
      button {
        min-height: 1.75rem;
        gap: 0.25em;
        padding: 0 0.5rem;
        border-color: var(--line);
        border-radius: 1rem;
        font-size: var(--tiny);
        white-space: nowrap;
      }
      button.failed {
        border-color: var(--bad);
        background: var(--bad);
        color: var(--surface);
        font-weight: 600;
      }
      .beyond button.failed {
        background: var(--surface);
        color: var(--bad);
        font-weight: 400;
      }
      button.passed {
        border-color: var(--good);
      }
      button.passed svg {
        color: var(--good);
      }
      button.assumed {
        border-style: dashed;
        border-color: var(--line-strong);
        color: var(--soft);
      }
      .beyond button:not(.failed) {
        border-color: var(--line);
        color: var(--soft);
      }
      .beyond button:not(.failed) svg {
        color: inherit;
      }
      @container inspector (max-width: 40em) {
        .actor:not(.end) {
          display: none;
        }
        /* On a phone the row is signs; the one that matters keeps its name. */
        button:not(.failed) .label,
        .beyond .label {
          ${unseen}
        }
        button {
          min-width: 1.75rem;
          justify-content: center;
          padding: 0 0.3rem;
        }
      }
      @media print {
        li button.names {
          padding: 0.1rem 0.6rem;
          border: 1px solid;
          print-color-adjust: exact;
        }
      }
      @container inspector (max-width: 60em) {
        .arrow {
          display: none;
        }
        ol {
          display: flex;
          flex-basis: 100%;
          flex-wrap: wrap;
        }
        li::before {
          flex: 0 0 0.3rem;
        }
      }
    `,
  ];

  /** As in the verdict. */
  @property({ attribute: false }) landmark = true;
  @property({ attribute: false }) report!: Report;

  override render() {
    const gates = gatesOf(this.report);
    const first = gates.findIndex((gate) => gate.decides);
    const issuer = this.report.token.claims.find((claim) => claim.name === "iss");
    return html`
      <section class="way" role=${this.landmark ? nothing : "group"} aria-label=${words.heading}>
        <span class="actor"><b>${words.workflow}</b>${words.workflowSends}</span>
        <span class="arrow">${icon("arrow")}</span>
        <span class="actor"
          ><b>${issuer === undefined ? words.issuer : hostOf(issuer.raw)}</b>${words.issuerSigns}</span
        >
        <span class="arrow">${icon("arrow")}</span>
        <span class="actor"><b>${words.sts}</b></span>
        <ol>
          ${gates.map((gate, index) => this.stop(gate, first >= 0 && index > first))}
        </ol>
        <span class="arrow">${icon("arrow")}</span>
        ${this.end(first >= 0)}
      </section>
    `;
  }

  private stop(gate: Gate, beyond: boolean) {
    const { check, status } = gate;
    return html`<li class="${check.status} ${beyond ? "beyond" : ""}">
      <button
        type="button"
        class="${check.status} names"
        @click=${() => tell(this, "show-check", { check: check.id })}
      >
        ${icon(check.status)}<span class="label">${strings.gates.checks[check.id]}</span>
        <span class="sr">${strings.gates.status[status]}</span>
      </button>
    </li>`;
  }

  private end(refused: boolean) {
    if (isUndecided(this.report)) return html`<span class="actor end open">${words.undecided}</span>`;
    if (refused) return html`<span class="actor end refused">${words.refusal}</span>`;
    const sure = this.report.verdict.assumptions.length === 0;
    return html`<span class="actor end ${sure ? "reached" : "open"}">${words.credentials}</span>`;
  }
}

/** The host of an issuer as written in the token; whatever is no address stays as it is. */
function hostOf(raw: string): string {
  const host = /^"https?:\/\/([^/"]+)/.exec(raw)?.[1];
  return host === "token.actions.githubusercontent.com" ? words.github : (host ?? words.issuer);
}
