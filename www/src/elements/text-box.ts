/**
 * A box for one pasted text. A plain textarea lies over the same text in colour, so
 * that typing, undo, input methods and screen readers work as everywhere, and
 * places can still be marked.
 */
import { LitElement, type PropertyValues, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { live } from "lit/directives/live.js";

import { copy } from "../clipboard.js";
import type { Problem, Span } from "../contract.js";
import { tell } from "../events.js";
import { type Marks, paint } from "../highlights.js";
import { hygienic } from "../hygiene.js";
import { icon } from "../icons.js";
import type { Box } from "../state.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { textBoxStyles } from "./text-box-styles.js";

const words = strings.box;

/** Problems shown before the rest is folded away: one broken text can have hundreds. */
const shownAtOnce = 5;

@customElement("assumable-text-box")
export class TextBox extends LitElement {
  static override styles = [common, textBoxStyles];

  @property({ attribute: false }) box!: Box;
  @property({ attribute: false }) number = 1;
  @property({ attribute: false }) text = "";
  /** What it holds, in a few words. */
  @property({ attribute: false }) holds = "";
  /** What it holds wants attention. */
  @property({ attribute: false }) urgent = false;
  @property({ attribute: false }) notes: readonly string[] = [];
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) marks: Marks = {};
  @property({ attribute: false }) folded = false;
  @state() private copied = "";
  private followed: string | undefined;
  @query("textarea") private area!: HTMLTextAreaElement;
  @query(".colours") private colours!: HTMLElement;
  @query(".frame") private frame!: HTMLElement;
  @query(".command code") private command!: HTMLElement;

  override updated(changed: PropertyValues<this>) {
    if (changed.has("marks") || changed.has("text") || changed.has("folded")) this.paint();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    paint(this.box, undefined, {});
  }

  override focus() {
    this.area.focus();
  }

  /** Selects a place and brings it into view. */
  show(span: Span) {
    this.area.focus();
    this.area.setSelectionRange(span.start, span.end);
    this.bringIntoView(span);
  }

  /** Once for each difference: from then on the person scrolls. */
  private followDifference() {
    const span = this.marks.differs?.[0];
    const isTyping = this.shadowRoot?.activeElement === this.area;
    const difference = span && `${span.start} ${this.text}`;
    if (span !== undefined && difference !== this.followed && !isTyping && !this.folded) {
      this.bringIntoView(span);
    }
    this.followed = difference;
  }

  /** Brings a place into view within the box; the page itself stays where it is. */
  private bringIntoView(span: Span) {
    const node = this.colours.firstChild;
    if (node === null) return;
    const range = document.createRange();
    range.setStart(node, Math.min(span.start, node.textContent?.length ?? 0));
    range.collapse(true);
    const from = this.frame.getBoundingClientRect();
    const top = range.getBoundingClientRect().top - from.top;
    const isVisible = top >= 0 && top < from.height - 30;
    if (!isVisible) this.frame.scrollBy({ top: top - from.height / 2 });
  }

  private paint() {
    const node = this.colours.firstChild;
    paint(this.box, node instanceof Text ? node : undefined, this.marks);
    this.followDifference();
  }

  override render() {
    const { title } = strings.boxes[this.box];
    const filled = this.text !== "";
    return html`
      <details
        class="box"
        ?open=${!this.folded}
        @toggle=${(event: Event) => {
          this.folded = !(event.currentTarget as HTMLDetailsElement).open;
        }}
      >
        <summary>
          <h3><span class="number">${this.number}</span>${title}</h3>
          ${filled ? this.whatItHolds() : nothing}
        </summary>
        ${this.guide(filled)} ${this.editor()} ${this.remarks()}
      </details>
    `;
  }

  private whatItHolds() {
    if (this.urgent) return html`<span class="holds urgent">${icon("warning")} ${this.holds}</span>`;
    const broken = this.problems.some(isError);
    return html`<span class="holds ${broken ? "broken" : ""}"
      >${broken ? icon("error") : nothing} ${this.holds}</span
    >`;
  }

  /** Where to get it: said at length as long as the box is empty. */
  private guide(filled: boolean) {
    const { from, command } = strings.boxes[this.box];
    if (filled) return nothing;
    return html`
      <p class="guide">${from}</p>
      ${
        command === undefined
          ? nothing
          : html`<div class="command">
              <span><code>${command}</code></span>
              <button type="button" @click=${this.copyCommand} aria-label=${words.copyCommand}>
                ${icon("copy")}
              </button>
            </div>`
      }
      <p role="status" class="small soft">${this.copied}</p>
    `;
  }

  private editor() {
    const { label, placeholder } = strings.boxes[this.box];
    return html`<div class="frame" tabindex="-1">
      <div class="stack ${this.box}">
        <pre class="colours" aria-hidden="true" .textContent=${this.text}></pre>
        <textarea
          ${hygienic()}
          .value=${live(this.text)}
          aria-label=${label}
          aria-invalid=${ifDefined(this.problems.some(isError) ? "true" : undefined)}
          placeholder=${placeholder}
          @input=${this.typed}
          @paste=${this.pasted}
          @keyup=${this.caret}
          @click=${this.caret}
          @blur=${() => tell(this, "point", { pointed: undefined })}
        ></textarea>
      </div>
    </div>`;
  }

  private remarks() {
    const shown = this.problems.slice(0, shownAtOnce);
    const more = this.problems.slice(shownAtOnce);
    if (this.notes.length + shown.length === 0) return nothing;
    return html`<ul class="remarks">
      ${this.notes.map((note) => html`<li class="soft">${note}</li>`)}
      ${shown.map((problem) => this.remark(problem))}
      ${
        more.length === 0
          ? nothing
          : html`<li>
              <details>
                <summary>${words.more(more.length)}</summary>
                <ul>
                  ${more.map((problem) => this.remark(problem))}
                </ul>
              </details>
            </li>`
      }
    </ul>`;
  }

  private remark(problem: Problem) {
    const { span } = problem;
    return html`<li class=${problem.severity}>
      ${icon(problem.severity)}
      <span><span class="sr">${words.problems[problem.severity]}: </span>${problem.message}</span>
      ${
        span === undefined
          ? nothing
          : html`<button type="button" class="plain small" @click=${() => this.show(span)}>
              ${words.show}
            </button>`
      }
    </li>`;
  }

  private typed() {
    tell(this, "box-text", { box: this.box, text: this.area.value });
  }

  /** Text that replaces all there is may belong elsewhere; the page looks at it first. */
  private pasted(event: ClipboardEvent) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const { selectionStart, selectionEnd, value } = this.area;
    const replacesAll = selectionStart === 0 && selectionEnd === value.length;
    if (text === "" || !replacesAll) return;
    const goesOn = tell(this, "box-paste", { box: this.box, text });
    if (!goesOn) event.preventDefault();
  }

  private caret() {
    if (this.text === "") return;
    tell(this, "box-caret", { box: this.box, offset: this.area.selectionStart });
  }

  private async copyCommand() {
    const { command } = strings.boxes[this.box];
    const done = await copy(command ?? "", this.command);
    this.copied = done ? words.copied : words.copyRefused;
  }
}

function isError(problem: Problem): boolean {
  return problem.severity === "error";
}
