/**
 * A box for one pasted text. A plain textarea lies over the same text in colour, so
 * that typing, undo, input methods and screen readers work as everywhere, and
 * places can still be marked. JSON gets a code editor in its place, once that has
 * arrived and unless the person prefers the textarea.
 */
import { LitElement, type PropertyValues, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { live } from "lit/directives/live.js";

import { barePolicy } from "../bare-policy.js";
import { copy } from "../clipboard.js";
import type { Finding, Problem, Span } from "../contract.js";
import type { Caret, Editor } from "../editor/editor.js";
import type { Remark } from "../editor/remarks.js";
import { editors } from "../editors.js";
import { type Place, tell } from "../events.js";
import { type Marks, Painter } from "../highlights.js";
import { formatted } from "../format.js";
import { hygienic, hygienicAttributes } from "../hygiene.js";
import { icon } from "../icons.js";
import { LongList } from "../long-list.js";
import { part } from "../parts.js";
import type { Box } from "../state.js";
import { unlike } from "../sharing.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { textBoxStyles } from "./text-box-styles.js";

const words = strings.box;

/** Problems shown before the rest is folded away: one broken text can have hundreds. */
const shownAtOnce = 5;

/** A risk does not keep a policy from being saved; what is broken may. */
const severities: Record<Finding["severity"], Problem["severity"]> = {
  critical: "warning",
  high: "warning",
  medium: "warning",
  broken: "error",
  info: "info",
};

@part("assumable-text-box")
export class TextBox extends LitElement {
  static override styles = [common, textBoxStyles];

  @property({ attribute: false }) box!: Box;
  @property({ attribute: false }) number = 1;
  @property({ attribute: false }) text = "";
  /** What it holds, in a few words. */
  @property({ attribute: false }) holds = "";
  /** What it holds wants attention. */
  @property({ attribute: false }) urgent = false;
  @property({ attribute: false, hasChanged: unlike }) notes: readonly string[] = [];
  @property({ attribute: false, hasChanged: unlike }) problems: readonly Problem[] = [];
  @property({ attribute: false, hasChanged: unlike }) findings: readonly Finding[] = [];
  @property({ attribute: false, hasChanged: unlike }) marks: Marks = {};
  @property({ attribute: false }) folded = false;
  /** Its text is shown, and cannot be changed. */
  @property({ attribute: false }) fixed = false;
  @state() private copied = "";
  @state() private unformatted = false;
  private readonly painter = new Painter();
  private readonly list = new LongList(this);
  private followed: string | undefined;
  private editor: Editor | undefined;
  private isComposing = false;
  /** What is taken along from textarea to editor and back. */
  private taken: { caret: Caret; focused: boolean } | undefined;
  @query("textarea") private area!: HTMLTextAreaElement;
  @query(".colours") private colours!: HTMLElement | null;
  @query(".code") private code!: HTMLElement | null;
  @query(".frame") private frame!: HTMLElement;
  @query(".command code") private command!: HTMLElement;

  override connectedCallback() {
    super.connectedCallback();
    editors.addEventListener("change", this.editorsChanged);
    // Back in the page it is without its editor.
    this.requestUpdate();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    editors.removeEventListener("change", this.editorsChanged);
    this.editor?.destroy();
    this.editor = undefined;
    this.painter.clear();
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("text")) {
      this.unformatted = false;
      this.copied = "";
    }
    // Out of the page there is neither: the editor has gone, and the textarea is not drawn.
    const isThere = this.editor !== undefined || this.code === null;
    if (this.hasUpdated && isThere && this.wantsEditor() !== (this.editor !== undefined))
      this.taken = this.take();
  }

  override updated(changed: PropertyValues<this>) {
    const swapped = this.swap();
    const tells = ["text", "problems", "findings", "marks"] as const;
    if (this.editor !== undefined && (swapped || tells.some((name) => changed.has(name)))) {
      this.editor.show(this.text, this.marks, this.placed());
    }
    if (swapped || changed.has("marks") || changed.has("text") || changed.has("folded")) this.paint();
  }

  /** The text that stands in the box. */
  get value(): string {
    return this.editor?.text ?? this.area.value;
  }

  /** Whether it takes back changes of its text, those by the page among them. */
  get undoes(): boolean {
    return this.editor !== undefined;
  }

  override focus() {
    (this.editor ?? this.area).focus();
  }

  // ------------------------------------------------- textarea and editor

  private readonly editorsChanged = () => {
    void editors.turn().then(() => this.requestUpdate());
  };

  /** An input method that is at work is not disturbed. */
  private wantsEditor(): boolean {
    const isJson = this.box !== "token";
    return isJson && !this.fixed && editors.chunk !== undefined && !editors.prefersPlain && !this.isComposing;
  }

  private take() {
    if (this.editor !== undefined) return { caret: this.editor.caret, focused: this.editor.hasFocus };
    const { selectionStart: start, selectionEnd: end, selectionDirection } = this.area;
    const caret =
      selectionDirection === "backward" ? { anchor: end, head: start } : { anchor: start, head: end };
    return { caret, focused: this.isBeingTyped() };
  }

  /** After the one was drawn in place of the other; false where nothing has changed. */
  private swap(): boolean {
    if (!this.isConnected || (this.code !== null) === (this.editor !== undefined)) return false;
    const { caret, focused } = this.taken ?? { caret: { anchor: 0, head: 0 }, focused: false };
    if (this.editor !== undefined) {
      this.editor.destroy();
      this.editor = undefined;
      this.area.setSelectionRange(Math.min(caret.anchor, caret.head), Math.max(caret.anchor, caret.head));
    } else {
      this.editor = this.makeEditor(caret);
    }
    if (focused) this.focus();
    // What has taken its place stands at its beginning.
    this.followed = undefined;
    return true;
  }

  private makeEditor(caret: Caret): Editor | undefined {
    const { chunk } = editors;
    const { code: parent, shadowRoot: root, box } = this;
    if (chunk === undefined || parent === null || root === null) return undefined;
    const { label, placeholder } = strings.boxes[box];
    return new chunk.Editor({
      parent,
      root,
      text: this.text,
      caret,
      placeholder,
      words: strings.editor,
      attributes: { ...hygienicAttributes, "aria-label": label },
      typed: (text) => tell(this, "box-text", { box, text }),
      pasted: (text, from, to, length) =>
        tell(this, "box-paste", { box, text, place: placeOf(from, to, length) }),
      moved: (offset) => this.caret(offset),
      left: () => tell(this, "point", { pointed: undefined }),
    });
  }

  /** Everything that is said about a place of this text. */
  private placed(): Remark[] {
    const problems = this.problems.flatMap(({ severity, message, span }) =>
      span === undefined ? [] : [{ severity, message, span }],
    );
    const findings = this.findings.flatMap((finding) => {
      const { message, span, fix } = finding;
      // What is only good to know would underline something in nearly every policy.
      if (span === undefined || finding.severity === "info") return [];
      const remark = { severity: severities[finding.severity], message, span };
      if (fix === undefined) return [remark];
      return [
        {
          ...remark,
          fix: {
            title: `${strings.findings.apply} ${fix.title}`,
            apply: () => tell(this, "apply-edits", { box: this.box, edits: fix.edits }),
          },
        },
      ];
    });
    return [...problems, ...findings];
  }

  private isBeingTyped(): boolean {
    return this.editor?.hasFocus ?? this.shadowRoot?.activeElement === this.area;
  }

  // -------------------------------------------------------------- places

  /** Selects a place and brings it into view. */
  show(span: Span) {
    if (this.editor !== undefined) {
      this.editor.select(span);
      return;
    }
    this.area.focus();
    this.area.setSelectionRange(span.start, span.end);
    this.bringIntoView(span);
  }

  /** Brings a place into view, within the box and with it. */
  bring(span: Span) {
    this.scrollIntoView({ block: "nearest" });
    this.bringIntoView(span);
  }

  /** Once for each difference: from then on the person scrolls. */
  private followDifference() {
    if (this.folded) return;
    const span = this.marks.differs?.[0];
    const difference = span && `${span.start} ${this.text}`;
    if (span !== undefined && difference !== this.followed && !this.isBeingTyped()) {
      this.bringIntoView(span);
    }
    this.followed = difference;
  }

  /** Brings a place into view within the box; the page itself stays where it is. */
  private bringIntoView(span: Span) {
    this.editor?.reveal(span);
    const node = this.colours?.firstChild ?? null;
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
    const node = this.colours?.firstChild;
    if (node instanceof Text) this.painter.paint(this.box, node, this.marks);
    else this.painter.clear();
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
        ${this.guide(filled)} ${this.field()} ${filled ? this.tools() : nothing} ${this.remarks()}
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
      <p class="guide">
        ${from} <label>${words.open}<input type="file" @change=${this.chosen} /></label>
      </p>
      ${command === undefined ? nothing : this.commandLine(command)}
    `;
  }

  private commandLine(command: string) {
    return html`
      <div class="command">
        <span><code>${command}</code></span>
        <button type="button" @click=${this.copyCommand} aria-label=${words.copyCommand}>
          ${icon("copy")}
        </button>
      </div>
      <p role="status" class="small soft">${this.copied}</p>
    `;
  }

  private field() {
    // An editor has in the document only what is in view, which is too little for paper.
    const stack = this.wantsEditor()
      ? html`<div class="code ${this.box}"></div>
          <pre class="printed" aria-hidden="true" .textContent=${this.text}></pre>`
      : this.textarea();
    return html`<div class="frame" tabindex="-1">${stack}</div>`;
  }

  private textarea() {
    const { label, placeholder } = strings.boxes[this.box];
    return html`
      <div class="stack ${this.box}">
        <pre class="colours" aria-hidden="true" .textContent=${this.text}></pre>
        <textarea
          ${hygienic()}
          .value=${live(this.text)}
          aria-label=${label}
          aria-invalid=${ifDefined(this.problems.some(isError) ? "true" : undefined)}
          placeholder=${placeholder}
          ?readonly=${this.fixed}
          @input=${this.typed}
          @paste=${this.pasted}
          @keyup=${() => this.caret(this.area.selectionStart)}
          @click=${() => this.caret(this.area.selectionStart)}
          @compositionstart=${() => {
            this.isComposing = true;
          }}
          @compositionend=${() => {
            this.isComposing = false;
            this.requestUpdate();
          }}
          @blur=${() => tell(this, "point", { pointed: undefined })}
        ></textarea>
      </div>
    `;
  }

  /** What can be done with JSON. */
  private tools() {
    if (this.box === "token" || this.fixed) return nothing;
    const plain = editors.prefersPlain;
    return html`<div class="tools">
      <span role="status" class="soft">${this.unformatted ? words.notFormatted : this.copied}</span>
      ${
        this.box === "trustPolicy"
          ? html`<button type="button" class="plain" @click=${this.copyPolicy}>${words.copyPolicy}</button>`
          : nothing
      }
      <button type="button" class="plain" @click=${this.format}>${words.format}</button>
      ${
        editors.chunk === undefined
          ? nothing
          : html`<button
              type="button"
              class="plain"
              aria-pressed=${plain ? "true" : "false"}
              @click=${() => {
                editors.prefersPlain = !plain;
              }}
            >
              ${words.plain}
            </button>`
      }
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
                  ${this.list.items(more, (problem) => this.remark(problem))}
                </ul>
                ${this.list.more(more)}
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

  /** Text that is pasted may be a whole thing, and belong elsewhere; the page looks at it first. */
  private pasted(event: ClipboardEvent) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text === "") return;
    const { selectionStart: from, selectionEnd: to, value } = this.area;
    const place = placeOf(from, to, value.length);
    const goesOn = tell(this, "box-paste", { box: this.box, text, place });
    if (!goesOn) event.preventDefault();
  }

  private chosen(event: Event) {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file !== undefined) tell(this, "box-file", { box: this.box, file });
  }

  private caret(offset: number) {
    if (this.value === "") return;
    tell(this, "box-caret", { box: this.box, offset });
  }

  private format() {
    const text = formatted(this.text);
    this.unformatted = text === undefined;
    if (text !== undefined && text !== this.text) tell(this, "box-text", { box: this.box, text });
  }

  private async copyPolicy() {
    const done = await copy(barePolicy(this.text), undefined);
    this.copied = done ? words.copied : strings.answer.copyRefused;
  }

  private async copyCommand() {
    const { command } = strings.boxes[this.box];
    const done = await copy(command ?? "", this.command);
    this.copied = done ? words.copied : words.copyRefused;
  }
}

function placeOf(from: number, to: number, length: number): Place {
  if (from === 0 && to === length) return "all";
  return from === to ? "caret" : "selection";
}

function isError(problem: Problem): boolean {
  return problem.severity === "error";
}
