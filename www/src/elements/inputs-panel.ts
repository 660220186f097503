/** Everything that goes in: three texts, their surroundings, the clock. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { readingOf } from "../box-reading.js";
import type { Finding, Report, Span } from "../contract.js";
import { defaultsOf } from "../defaults.js";
import { tell } from "../events.js";
import { type InputName, inputNames } from "../hideable.js";
import { icon } from "../icons.js";
import { type Lit, nothingLit } from "../links.js";
import { part } from "../parts.js";
import { type Box, type State, boxes, empty } from "../state.js";
import { unlike } from "../sharing.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { countdown } from "../time.js";
import { issuedAt, lifeLeft, timesOf } from "../token-times.js";
import { boxOf } from "./findings-view.js";
import type { TextBox } from "./text-box.js";
import "./clock-view.js";
import "./surroundings-form.js";
import "./text-box.js";

const none: readonly Finding[] = [];

const nameOf: Record<Box, InputName> = { token: "token", jwks: "jwks", trustPolicy: "policy" };

@part("assumable-inputs")
export class InputsPanel extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
      .live {
        padding: 0.6rem 0.9rem;
        border: 1px solid color-mix(in srgb, var(--unsure) 40%, transparent);
        border-radius: var(--radius);
        background: var(--unsure-wash);
        font-size: var(--small);
      }
      .live b {
        color: var(--unsure);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) data: State = empty;
  @property({ attribute: false }) report: Report | undefined;
  @property({ attribute: false, hasChanged: unlike }) lit: Lit = nothingLit;
  @property({ attribute: false }) wall = 0;
  /** Filled boxes are folded to one line, where room is scarce. */
  @property({ attribute: false }) folded: ReadonlySet<Box> = new Set();

  /** Which of the inputs are there at all. */
  @property({ attribute: false }) shown: readonly InputName[] = inputNames;
  /** What stands in them stays as it is; a box without anything in it is left out. */
  @property({ attribute: false }) fixed = false;
  /** What it is a part of, by which it is said where what is pasted can go. */
  @property({ attribute: false }) around: keyof typeof strings.live.stays = "page";

  /** Brings a place of one of the texts into view and selects it. */
  async show(box: Box, span?: Span) {
    const found = this.textBox(box);
    if (found === undefined) return;
    found.folded = false;
    await found.updateComplete;
    if (span === undefined) found.focus();
    else found.show(span);
  }

  /** Brings a place of one of the texts into view; whoever has the focus keeps it. */
  async bring(box: Box, span: Span) {
    const found = this.textBox(box);
    if (found === undefined) return;
    found.folded = false;
    await found.updateComplete;
    found.bring(span);
  }

  private textBox(box: Box): TextBox | undefined {
    const all = this.renderRoot.querySelectorAll<TextBox>("assumable-text-box");
    return [...all].find((one) => one.box === box);
  }

  override render() {
    const { report, shown, fixed } = this;
    const shownBoxes = boxes.filter(
      (box) => shown.includes(nameOf[box]) && !(fixed && this.data.texts[box] === ""),
    );
    const number = shownBoxes.length + 1;
    return html`
      <h2 class="sr">${strings.inputs}</h2>
      ${shownBoxes.map((box, index) => this.textBoxOf(box, index + 1))} ${this.liveWarning()}
      ${
        shown.includes("surroundings")
          ? html`<assumable-surroundings
              .number=${number}
              .surroundings=${this.data.surroundings}
              .defaults=${defaultsOf(this.data.texts.trustPolicy, report)}
              .fixed=${fixed}
            ></assumable-surroundings>`
          : nothing
      }
      ${
        shown.includes("clock")
          ? html`<assumable-clock
              .number=${shown.includes("surroundings") ? number + 1 : number}
              .clock=${this.data.clock}
              .wall=${this.wall}
              .issued=${report && issuedAt(report.token)}
              .times=${report === undefined ? {} : timesOf(report.token)}
              .fixed=${fixed}
            ></assumable-clock>`
          : nothing
      }
    `;
  }

  private textBoxOf(box: Box, number: number) {
    const reading = readingOf(box, this.report, this.lit, this.wall);
    const text = this.data.texts[box];
    const filled = text.trim() !== "";
    return html`<assumable-text-box
      part="box"
      .box=${box}
      .number=${number}
      .text=${text}
      .holds=${reading.holds}
      .urgent=${reading.urgent}
      .notes=${filled ? reading.notes : []}
      .problems=${filled ? reading.problems : []}
      .findings=${filled ? findingsIn(box, this.report) : none}
      .marks=${reading.marks}
      .folded=${this.folded.has(box)}
      .fixed=${this.fixed}
    ></assumable-text-box>`;
  }

  private liveWarning() {
    const left = this.report && lifeLeft(this.report.token, this.wall);
    if (left === undefined) return nothing;
    return html`<div class="live">
      <p>${icon("warning")} <b>${strings.live.warning(countdown(left))}</b></p>
      <p>
        ${strings.live.stays[this.around]} ${strings.live.advice}
        <button type="button" class="plain" @click=${() => tell(this, "forget-signature", {})}>
          ${strings.live.forget}
        </button>
      </p>
    </div>`;
  }
}

function findingsIn(box: Box, report: Report | undefined): readonly Finding[] {
  const found = report?.findings.filter((finding) => boxOf(finding) === box) ?? [];
  return found.length === 0 ? none : found;
}
