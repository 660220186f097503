/** The page: where its parts stand, and what the window hears. */
import { type PropertyValues, html, nothing } from "lit";
import { query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import { nameExample } from "../address.js";
import type { Evidence, Report, Span } from "../contract.js";
import { start } from "../engine.js";
import { listen } from "../events.js";
import { exampleInLink, exampleOf } from "../examples.js";
import { icon } from "../icons.js";
import { type Lit, litBy, nothingLit } from "../links.js";
import { part } from "../parts.js";
import { focused, isTyping, shortcutOf } from "../shortcuts.js";
import { isShareLink, openFragment } from "../share.js";
import { type Box, type State, isEmpty, ofExample } from "../state.js";
import { words as embedding } from "../recipes-strings.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { nextTask } from "../turns.js";
import type { GatesView } from "./gates-view.js";
import type { HelpText } from "./help-text.js";
import type { InputsPanel } from "./inputs-panel.js";
import { Inspector } from "./inspector.js";
import type { PageDialog } from "./page-dialog.js";
import { pageStyles } from "./page-styles.js";
import "./answer-bar.js";
import "./claims-table.js";
import "./context-table.js";
import "./embed-form.js";
import "./examples-gallery.js";
import "./findings-view.js";
import "./gates-view.js";
import "./help-text.js";
import "./inputs-panel.js";
import "./keys-table.js";
import "./page-dialog.js";
import "./page-header.js";
import "./share-form.js";
import "./verdict-view.js";
import "./way-view.js";

/** Milliseconds after which a person no longer types. */
const betweenKeys = 500;

/** What is drawn after the answer itself, in this order; what is beside and below the boxes comes last. */
const steps = { boxes: 1, way: 2, marks: 3, evidence: 4 };
/** With each of its parts. */
const allSteps = 7;

@part("assumable-page")
export class Page extends Inspector {
  static override styles = [common, pageStyles];

  @state() private answerInView = true;
  @state() private sharing = false;
  @state() private embedding = false;
  /** What is behind a button is drawn when it is pressed, and then stays. */
  @state() private browsed = false;
  @state() private helped = false;
  /** How many steps were drawn: see {@link drawOn}. */
  @state() private drawn = 0;
  /** Keys follow each other. */
  @state() private typing = false;
  private typed: ReturnType<typeof setTimeout> | undefined;
  /** The word of evidence that was asked about. */
  @state() private asked: Evidence | undefined;

  @query("assumable-inputs") private inputs!: InputsPanel | null;
  @query("assumable-gates") private gates!: GatesView | null;
  @query("assumable-help") private help!: HelpText | null;
  @query("#examples") private examplesDialog!: PageDialog;
  @query("#share") private shareDialog!: PageDialog;
  @query("#embed") private embedDialog!: PageDialog;
  @query("#help") private helpDialog!: PageDialog;
  @query(".answer") private answer!: HTMLElement;

  constructor() {
    super();
    this.listenToParts();
    this.listenToWindow();
  }

  override firstUpdated() {
    this.openLink();
    // Where it has gone out of view and come back between two looks, the last of them counts.
    new IntersectionObserver((entries) => {
      this.answerInView = entries.at(-1)?.isIntersecting ?? true;
    }).observe(this.answer);
    void this.drawOn();
  }

  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has("notice")) this.noticeStays = this.notice !== "";
    const { reading } = this;
    const isFirstAnswer = changed.has("reading") && changed.get("reading") === undefined;
    if (!isFirstAnswer || reading === undefined || this.isWaiting(reading) || this.drawn < allSteps) return;
    this.drawn = steps.boxes;
    void this.drawOn();
  }

  /** Each step is drawn in a task of its own, or a slow machine would show nothing before it had drawn all. */
  private async drawOn() {
    while (this.drawn < allSteps) {
      await this.updateComplete;
      await nextTask();
      this.drawn += 1;
    }
  }

  // ------------------------------------------------------ what a page is like

  protected override startCore() {
    return start();
  }

  protected override isNarrow() {
    return matchMedia("(max-width: 60rem)").matches;
  }

  protected override set(data: State) {
    super.set(data);
    nameExample(data.example);
  }

  /** Where the page was scrolled to when the notice came, once what was changed is in view. */
  private noticedAt = 0;

  override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has("notice")) this.noticedAt = scrollY;
    this.watchHeight();
  }

  /** Whoever scrolls on has read the notice: it no longer lies over what comes next. */
  private scrolled() {
    if (performance.now() < this.scrollsUntil) this.noticedAt = scrollY;
    else if (Math.abs(scrollY - this.noticedAt) > 80) this.noticeStays = false;
  }

  /** Until then the page scrolls by itself, to what was changed. */
  private scrollsUntil = 0;

  protected override async changedAt(box: Box, span: Span) {
    this.scrollsUntil = performance.now() + 400;
    await this.updateComplete;
    await this.inputs?.bring(box, span);
  }

  /** What goes in stands still beside the rest as soon as all of it has been in view. */
  private watchHeight() {
    const { inputs } = this;
    if (inputs === null || inputs === this.watched) return;
    this.watched = inputs;
    this.heights.disconnect();
    this.heights.observe(inputs);
  }

  private watched: InputsPanel | undefined;
  private readonly heights = new ResizeObserver(([entry]) => {
    const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
    this.inputs?.style.setProperty("--height", `${Math.ceil(height)}px`);
  });

  // ------------------------------------------------------------- listening

  private listenToParts() {
    listen(this.inside, "show-span", ({ box, span }) => {
      void this.inputs?.show(box, span);
    });
    listen(this.inside, "show-check", ({ check }) => {
      void this.gates?.show(check);
    });
    listen(this.inside, "show-keys", () => {
      this.renderRoot.querySelector("assumable-keys")?.scrollIntoView();
    });
    listen(this.inside, "show-findings", () => {
      this.renderRoot.querySelector("assumable-findings")?.scrollIntoView();
    });
    listen(this.inside, "box-text", () => {
      this.typing = true;
      clearTimeout(this.typed);
      this.typed = setTimeout(() => {
        this.typing = false;
      }, betweenKeys);
    });
    listen(this.inside, "example-chosen", ({ id }) => {
      this.showExample(id);
      this.examplesDialog.close();
    });
    listen(this.inside, "explain-evidence", ({ evidence }) => {
      this.asked = evidence;
      void this.showHelp("evidence");
    });
  }

  private listenToWindow() {
    addEventListener("hashchange", () => this.openLink());
    addEventListener("pagehide", () => this.forgetAll());
    addEventListener("keydown", (event) => this.key(event));
    this.notIdle(window);
    addEventListener("paste", (event) => {
      if (isTyping(focused())) return;
      this.putAnywhere(event.clipboardData?.getData("text/plain") ?? "");
    });
    this.takesFiles(window);
    this.undoesByKey(window);
    addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  private get dialogs(): PageDialog[] {
    return [...this.renderRoot.querySelectorAll<PageDialog>("assumable-dialog")];
  }

  private key(event: KeyboardEvent) {
    const shortcut = shortcutOf(event, isTyping(focused()));
    if (shortcut === undefined) return;
    if (shortcut !== "clear" && this.dialogs.some(({ open }) => open)) return;
    event.preventDefault();
    switch (shortcut) {
      case "clear":
        this.clearAndStartAgain();
        break;
      case "token":
        void this.inputs?.show("token");
        break;
      case "examples":
        this.browse();
        break;
      case "help":
        void this.showHelp();
    }
  }

  private openLink() {
    if (isShareLink(location.hash)) {
      void this.openShared(location.hash);
      return;
    }
    const id = exampleInLink(location.hash);
    if (id !== undefined && id !== this.data.example) this.showExample(id);
  }

  private showExample(id: string) {
    const example = exampleOf(id);
    if (example === undefined) {
      this.notice = strings.examples.unknown(id);
      return;
    }
    this.showInstead(ofExample(example), "");
    scrollTo({ top: 0 });
  }

  /** The address is bare again at once: what a link holds is for this page, not for the history. */
  private async openShared(hash: string) {
    nameExample(undefined);
    const { clearings } = this;
    const { state, notice } = await openFragment(hash);
    if (clearings !== this.clearings) return;
    // A link of which nothing can be read takes nothing away.
    if (state === undefined) {
      this.notice = notice;
      return;
    }
    this.showInstead(state, notice);
    scrollTo({ top: 0 });
  }

  /** What somebody has put in themselves is not replaced without a word, and not for good. */
  private showInstead(state: State, notice: string) {
    const before = this.data;
    const isTheirs = before.example === undefined && !isEmpty(before);
    this.show(state);
    this.notice = [notice, ...(isTheirs ? [strings.sorted.instead] : [])]
      .filter((said) => said !== "")
      .join(" ");
    if (isTheirs && this.data === state) this.undoable = { before, after: state };
  }

  /** What a dialog says is made of what was put in, and what is said of clearing would be behind it. */
  protected override forgetAll() {
    super.forgetAll();
    for (const dialog of this.dialogs) dialog.close();
  }

  private clearAndStartAgain() {
    this.clear(strings.cleared);
    void this.updateComplete.then(() => this.inputs?.show("token"));
  }

  private browse() {
    this.browsed = true;
    this.examplesDialog.show();
  }

  private share() {
    this.sharing = true;
    this.shareDialog.show();
  }

  /** In place of the dialog that led here: what had the focus before that has it again afterwards. */
  private embed(from: PageDialog) {
    from.close();
    this.embedding = true;
    this.embedDialog.show();
  }

  private async showHelp(part?: "evidence" | "privacy") {
    this.helped = true;
    this.helpDialog.show();
    await this.updateComplete;
    await this.help?.updateComplete;
    if (part !== undefined) this.help?.show(part);
  }

  // ---------------------------------------------------------------- layout

  override render() {
    const { reading: report } = this;
    const lit = report === undefined ? nothingLit : litBy(report, this.pointed);
    return html`
      ${report !== undefined && !this.answerInView ? this.answerBar(report) : nothing} ${this.dropPart()}
      <div class="page">
        <assumable-header
          @clear=${() => this.clearAndStartAgain()}
          @examples=${() => this.browse()}
          @share=${() => this.share()}
          @help=${() => void this.showHelp()}
        >
          <p class="promise">
            ${icon("lock")} ${strings.promise}
            <button type="button" class="plain" @click=${() => void this.showHelp("privacy")}>
              ${strings.howToVerify}
            </button>
          </p>
        </assumable-header>
        ${this.noticePart()}
        <main class=${this.isStarting() ? "starting" : ""}>
          <div class="answer">${this.answerPart()} ${this.idleWarning()}</div>
          ${
            report === undefined || this.isWaiting(report) || this.drawn < steps.way
              ? nothing
              : html`<assumable-way class="way" .report=${report}></assumable-way>`
          }
          ${this.drawn < steps.boxes ? nothing : keyed(this.generation, this.inputsPart(lit))}
          <div class="evidence ${this.typing ? "typing" : ""} ${this.drawn < allSteps ? "drawing" : ""}">
            ${this.evidence(lit).slice(0, Math.max(0, this.drawn + 1 - steps.evidence))}
          </div>
        </main>
      </div>
      <assumable-dialog id="examples" .heading=${strings.examples.heading}>
        ${
          this.browsed
            ? html`<assumable-examples .current=${this.data.example}></assumable-examples>`
            : nothing
        }
      </assumable-dialog>
      <assumable-dialog
        id="share"
        .heading=${strings.share.heading}
        @closed=${() => {
          this.sharing = false;
        }}
      >
        ${keyed(
          this.generation,
          html`<assumable-share
            .data=${this.data}
            .report=${report}
            .core=${this.core}
            .at=${this.at()}
            .shown=${this.sharing}
            @embed=${() => this.embed(this.shareDialog)}
          ></assumable-share>`,
        )}
      </assumable-dialog>
      <assumable-dialog
        id="embed"
        .heading=${embedding.heading}
        @closed=${() => {
          this.embedding = false;
        }}
      >
        ${keyed(
          this.generation,
          html`<assumable-embed-form
            .data=${this.data}
            .report=${report}
            .core=${this.core}
            .shown=${this.embedding}
          ></assumable-embed-form>`,
        )}
      </assumable-dialog>
      <assumable-dialog id="help" .heading=${strings.help.heading}>
        ${
          this.helped
            ? html`<assumable-help
                .asked=${this.asked}
                .version=${this.about}
                @embed=${() => this.embed(this.helpDialog)}
              ></assumable-help>`
            : nothing
        }
      </assumable-dialog>
    `;
  }

  /** A link has filled the page in before the core could answer: what would only jump aside is not shown. */
  private isStarting(): boolean {
    return this.reading === undefined && this.failure === undefined && !isEmpty(this.data);
  }

  private answerBar(report: Report) {
    return html`<assumable-answer-bar
      .report=${report}
      .waiting=${this.isWaiting(report)}
      .logAnswer=${this.data.logAnswer}
      @up=${() => scrollTo({ top: 0 })}
    ></assumable-answer-bar>`;
  }

  private answerPart() {
    const { reading: report, failure } = this;
    if (failure !== undefined) return this.failurePart();
    if (report === undefined) return html`<p class="lead">${strings.lead}</p>`;
    const example = exampleOf(this.data.example);
    return html`
      ${
        example === undefined
          ? nothing
          : html`<p class="story"><b>${strings.examples.loaded(example.title)}.</b> ${example.story}</p>`
      }
      <assumable-verdict
        .report=${report}
        .waiting=${this.isWaiting(report)}
        .logAnswer=${this.data.logAnswer}
        .at=${this.fixedTime()}
      >
        ${this.isWaiting(report) ? nothing : this.copyButton(report)}
      </assumable-verdict>
    `;
  }

  private inputsPart(lit: Lit) {
    return html`<assumable-inputs
      class="inputs"
      .data=${this.data}
      .report=${this.drawn < steps.marks ? undefined : this.reading}
      .lit=${lit}
      .wall=${this.wall}
      .folded=${this.folded}
    ></assumable-inputs>`;
  }

  private evidence(lit: Lit): unknown[] {
    const { reading: report } = this;
    const findings =
      report === undefined || report.findings.length === 0
        ? nothing
        : html`<assumable-findings .findings=${report.findings}></assumable-findings>`;
    if (isEmpty(this.data) || (report !== undefined && this.isWaiting(report))) {
      return [
        html`${findings}
          <h2>${strings.examples.heading}</h2>
          <assumable-examples .current=${this.data.example}></assumable-examples>`,
      ];
    }
    if (report === undefined) return [];
    return [
      html`<assumable-gates .report=${report} .lit=${lit}></assumable-gates> ${findings}`,
      html`<assumable-claims .token=${report.token} .lit=${lit} .now=${this.at()}></assumable-claims>`,
      html`<assumable-context .entries=${report.context} .lit=${lit}></assumable-context>`,
      html`<assumable-keys
        .keys=${report.keys}
        .lit=${lit}
        .absent=${this.data.texts.jwks.trim() === ""}
      ></assumable-keys>`,
    ];
  }
}
