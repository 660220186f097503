/** When STS sees the call: now, or at a time that can be set and moved along the token's life. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";

import { tell } from "../events.js";
import { grouped } from "../grouped.js";
import { part } from "../parts.js";
import type { Clock } from "../state.js";
import { unlike } from "../sharing.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { fromInput, local, relative, toInput, utc } from "../time.js";
import { type TimeLine, place, timeLineOf } from "../time-line.js";
import type { TokenTimes } from "../token-times.js";

const words = strings.clock;

@part("assumable-clock")
export class ClockView extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        padding: 0.55rem 0.9rem 0.8rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 1rem;
      }
      h3 {
        display: flex;
        gap: 0.5rem;
        font-size: 1rem;
        font-weight: 600;
      }
      .number {
        color: var(--soft);
        font-weight: 400;
      }
      label {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
        min-width: 0;
        max-width: 100%;
        min-height: 1.75rem;
        font-size: var(--small);
      }
      input[type="radio"],
      input[type="range"] {
        accent-color: var(--accent);
      }
      input[type="radio"] {
        width: 1.1rem;
        height: 1.1rem;
        margin: 0;
      }
      input[type="datetime-local"] {
        flex: 1 1 auto;
        min-width: 0;
        min-height: 1.9rem;
        padding: 0 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.4rem;
        background: var(--surface);
        color: inherit;
        font: inherit;
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      /* The focus is inside of it, on its parts. */
      input[type="datetime-local"]:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .about {
        margin-top: 0.4rem;
      }
      .line {
        position: relative;
        margin-top: 0.7rem;
      }
      /* The middle of the thumb starts and ends half a thumb from the ends. */
      .bands {
        position: absolute;
        inset: 0.55rem 0.5rem auto;
        height: 0.9rem;
        border-radius: 0.2rem;
        background: var(--sunken);
        print-color-adjust: exact;
      }
      .band {
        position: absolute;
        inset-block: 0;
      }
      .tolerated {
        background: color-mix(in srgb, var(--accent) 22%, transparent);
      }
      .valid {
        background: color-mix(in srgb, var(--accent) 55%, transparent);
      }
      .mark {
        position: absolute;
        top: -0.2rem;
        bottom: -0.2rem;
        width: 2px;
        margin-inline-start: -1px;
        background: var(--ink);
      }
      input[type="range"] {
        direction: inherit;
        position: relative;
        appearance: none;
        width: 100%;
        height: 2rem;
        margin: 0;
        background: none;
        cursor: ew-resize;
      }
      input[type="range"]::-webkit-slider-thumb {
        appearance: none;
        width: 1rem;
        height: 1.75rem;
        border: 2px solid var(--accent);
        border-radius: 0.35rem;
        background: var(--surface);
      }
      input[type="range"]::-moz-range-thumb {
        box-sizing: border-box;
        width: 1rem;
        height: 1.75rem;
        border: 2px solid var(--accent);
        border-radius: 0.35rem;
        background: var(--surface);
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 1rem;
        color: var(--soft);
        font-size: var(--tiny);
        font-variant-numeric: tabular-nums;
      }
      .words b {
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) number = 5;
  @property({ attribute: false }) clock: Clock = { kind: "now" };
  /** Seconds of the wall clock. */
  @property({ attribute: false }) wall = 0;
  @property({ attribute: false, hasChanged: unlike }) times: TokenTimes = {};
  /** The moment at which claims without a signature are looked at, unless another is set. */
  @property({ attribute: false }) issued: number | undefined;
  /** It is shown, and cannot be set. */
  @property({ attribute: false }) fixed = false;

  private get at(): number {
    return this.clock.kind === "now" ? (this.issued ?? this.wall) : this.clock.at;
  }

  override render() {
    const line = timeLineOf(this.times);
    return html`
      <div class="choices" role="radiogroup" aria-labelledby="heading">
        <h3 id="heading"><span class="number">${this.number}</span>${words.heading}</h3>
        <label
          ><input
            type="radio"
            ${grouped("clock")}
            ?disabled=${this.fixed}
            .checked=${live(this.clock.kind === "now")}
            @change=${() => this.set({ kind: "now" })}
          />${this.issued === undefined ? words.now : words.issued}</label
        >
        <label
          ><input
            type="radio"
            ${grouped("clock")}
            ?disabled=${this.fixed}
            .checked=${live(this.clock.kind === "fixed")}
            @change=${() => this.fix(this.at)}
          />${words.fixed}</label
        >
        <label
          ><input
            type="datetime-local"
            step="1"
            ?disabled=${this.fixed}
            aria-label=${words.label}
            .value=${live(toInput(this.at))}
            @change=${(event: Event) => this.fix(fromInput((event.target as HTMLInputElement).value))}
          />${words.utc}</label
        >
      </div>
      ${this.issued === undefined ? nothing : this.aboutClaims(this.issued)}
      ${line === undefined ? nothing : this.line(line)} ${this.inWords()}
    `;
  }

  /** Why it is not now. */
  private aboutClaims(issued: number) {
    if (this.clock.kind === "fixed") return nothing;
    return html`<p class="about small">
      ${words.ofClaims(utc(issued))}
      ${
        this.fixed
          ? nothing
          : html`<button type="button" class="plain small" @click=${() => this.fix(this.wall)}>
              ${words.toNow}
            </button>`
      }
    </p>`;
  }

  private line(line: TimeLine) {
    // As a property: the policy of the page forbids style attributes, and no script setting a style.
    const band = ({ from, to }: { from: number; to: number }) =>
      `inset-inline-start: ${place(line, from)}%; inset-inline-end: ${100 - place(line, to)}%`;
    return html`<div class="line">
      <div class="bands" aria-hidden="true">
        <div class="band tolerated" .style=${band(line.tolerated)}></div>
        <div class="band valid" .style=${band(line.valid)}></div>
        ${line.marks.map(({ at }) => html`<div class="mark" .style=${`inset-inline-start: ${place(line, at)}%`}></div>`)}
      </div>
      <input
        type="range"
        min=${line.from}
        max=${line.to}
        step="1"
        ?disabled=${this.fixed}
        aria-label=${words.slider}
        aria-valuetext="${utc(this.at)}"
        .value=${live(String(this.at))}
        @input=${(event: Event) => this.fix(Number((event.target as HTMLInputElement).value))}
        @keydown=${this.step}
      />
    </div>`;
  }

  private inWords() {
    const moments = (["nbf", "iat", "exp"] as const).flatMap((name) => {
      const at = this.times[name];
      return at === undefined ? [] : [{ name, at }];
    });
    return html`<p class="words">
      <span>${local(this.at)}</span>
      ${moments.map(
        ({ name, at }) => html`<span><b>${words.marks[name]}</b> ${relative(at, this.at)}</span>`,
      )}
      ${moments.length === 0 ? nothing : html`<span>${words.tolerance}</span>`}
    </p>`;
  }

  /** A minute at a time, an hour with Shift: seconds are too small for a key. */
  private step(event: KeyboardEvent) {
    const ahead = this.matches(":dir(rtl)") ? -1 : 1;
    const ways: Partial<Record<string, number>> = {
      ArrowLeft: -ahead,
      ArrowDown: -1,
      ArrowRight: ahead,
      ArrowUp: 1,
    };
    const way = ways[event.key];
    if (way === undefined) return;
    event.preventDefault();
    this.fix(this.at + way * (event.shiftKey ? 3600 : 60));
  }

  private fix(at: number | undefined) {
    if (at !== undefined) this.set({ kind: "fixed", at });
  }

  private set(clock: Clock) {
    tell(this, "clock-set", { clock });
  }
}
