/**
 * What happens in an inspector, be it the page or an element on somebody's page: the state,
 * what people do to it, and the core's look at it.
 */
import { LitElement, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { type Arrival, arrive } from "../arrival.js";
import { copy } from "../clipboard.js";
import type { Attempt, Report, Span } from "../contract.js";
import { issuerOf } from "../defaults.js";
import { type Core, CoreFailed, type Failure } from "../core.js";
import { applyEdits } from "../edits.js";
import { type Place, listen } from "../events.js";
import { icon } from "../icons.js";
import { guardOf } from "../guard.js";
import { IdleTime } from "../idle.js";
import { forgetLastMatch } from "../last-match.js";
import { type Pointed, pointedAt } from "../links.js";
import { markdownOf } from "../markdown.js";
import {
  type Box,
  type Field,
  type State,
  attemptOf,
  boxes,
  empty,
  isEmpty,
  withClock,
  withField,
  withText,
} from "../state.js";
import { kindOf } from "../parts.js";
import { readIn } from "../read-in.js";
import { sharing } from "../sharing.js";
import { isTypedInto, isTyping } from "../shortcuts.js";
import { largestArrival, largestText, tooLarge } from "../sizes.js";
import { strings } from "../strings.js";
import { textOf } from "../text-of.js";
import { countdown } from "../time.js";
import { claimsText, issuedAt, timesOf, tolerance } from "../token-times.js";
import { nextTask } from "../turns.js";
import "./failure-view.js";
import "./notice-bar.js";
import { TextBox } from "./text-box.js";

/** Above so many characters typing goes before answering: the answer waits for a pause. */
const answeredAtOnce = 200_000;
const pause = 150;

export abstract class Inspector extends LitElement {
  @state() protected data: State = empty;
  /** Of the core, once it is there. */
  @state() protected about: { version: string; facts: string } | undefined;
  @state() protected reading: Report | undefined;
  @state() protected failure: Failure | undefined;
  @state() protected pointed: Pointed | undefined;
  @state() protected notice = "";
  /** Seconds of this machine's clock. */
  @state() protected wall = wallClock();
  @state() protected folded: ReadonlySet<Box> = new Set();
  /** Another one after each clearing: the boxes are made anew, and their undo history is gone. */
  @state() protected generation = 0;
  /** What was there before the page changed it, for as long as nothing else has. */
  @state() protected undoable: { before: State; after: State } | undefined;
  /** A file is dragged over it. */
  @state() protected dragging = false;
  /** The notice stays in view, since nobody has scrolled since it came. */
  @state() protected noticeStays = false;
  protected readonly idle = new IdleTime();
  /** How often everything was cleared: what was asked for before that is not wanted any more. */
  protected clearings = 0;
  /** What the text in the token's box says of its own moment: see {@link issuedAt}. */
  private issued: { token: string; at: number | undefined } | undefined;

  /** Where the parts are, and speak. */
  protected readonly inside = this.attachShadow({ mode: "open" });
  @state() protected core: Core | undefined;
  private starting: Promise<void> = Promise.resolve();
  /** What came before the core was there. */
  private waiting: (() => void)[] = [];
  private answering: ReturnType<typeof setTimeout> | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.listenToInputs();
  }

  override connectedCallback() {
    super.connectedCallback();
    this.tick();
    this.ticking = setInterval(this.tick, 1000);
    if (this.core === undefined) this.starting = this.start();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  // ----------------------------------------- what an inspector says of itself

  /** Rejects with {@link CoreFailed}. */
  protected abstract startCore(): Promise<Core>;

  /** Whether room is so scarce that every filled box is folded, for the answer to stay in view. */
  protected abstract isNarrow(): boolean;

  /** What there is when nobody has put anything in, and again after clearing. */
  protected resting(): State {
    return empty;
  }

  /** Whether what goes in is left as it is. */
  protected isFixed(): boolean {
    return false;
  }

  // ------------------------------------------------------------- the core

  private async start() {
    this.failure = undefined;
    try {
      this.core = await this.startCore();
      this.about = this.core.version();
      const first = await this.warmUp(this.core);
      // Somebody may have typed, or the clock have gone on, in between.
      if (first?.of === this.data && this.reading === undefined) this.answerWith(() => first.report);
      else this.answerNow();
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /**
   * Browsers compile what they are to run when it is first called, which takes longer than the answer:
   * that gets a task of its own, before the one that draws. What it gave is the first answer.
   */
  private async warmUp(core: Core): Promise<{ of: State; report: Report } | undefined> {
    await nextTask();
    const of = this.data;
    const first = isEmpty(of) ? undefined : { of, report: core.inspect(this.attemptNow(core)) };
    await nextTask();
    return first;
  }

  /** Has the core look at everything as it is now. */
  private answerNow() {
    const { core } = this;
    if (core !== undefined) this.answerWith(() => core.inspect(this.attemptNow(core)));
  }

  private answerWith(inspect: () => Report) {
    clearTimeout(this.answering);
    const before = this.reading;
    this.reading = undefined;
    this.failure = undefined;
    if (isEmpty(this.data)) return;
    try {
      this.reading = sharing(before, inspect());
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  protected override performUpdate() {
    try {
      super.performUpdate();
    } catch (error) {
      this.undrawn(kindOf(error));
    }
  }

  /** What cannot be drawn anew may still show an older answer: none is shown. */
  private undrawn(by: string) {
    if (this.failure?.kind === "undrawn") return;
    this.reading = undefined;
    this.failure = { kind: "undrawn", message: by };
  }

  private attemptNow(core: Core): Attempt {
    const { token } = this.data.texts;
    if (this.issued?.token !== token) {
      // Only claims can have a moment of their own, and whether it is claims is the core's to say.
      const at = token.trim() === "" ? undefined : issuedAt(core.inspect({ token }).token);
      this.issued = { token, at };
    }
    return attemptOf(this.data, this.moment());
  }

  /** The moment of the call where the clock is not set. */
  protected moment(): number {
    return this.issuedAt() ?? this.wall;
  }

  /** The same, where it is that of claims. */
  protected issuedAt(): number | undefined {
    return this.issued?.token === this.data.texts.token ? this.issued.at : undefined;
  }

  // -------------------------------------------------------- what people do

  private listenToInputs() {
    const edited: typeof listen = (root, name, heard) => {
      listen(root, name, (detail, event) => {
        if (!this.isFixed()) heard(detail, event);
      });
    };
    edited(this.inside, "box-text", ({ box, text }) => {
      this.notice = "";
      const before = this.undoable?.before;
      const next = withText(this.data, box, text);
      // Taken back in the box itself, everything is as it was.
      this.set(before !== undefined && isSameInput(before, next) ? before : next);
    });
    edited(this.inside, "box-paste", ({ box, text, place }, event) => {
      if (this.put(text, box, place)) event.preventDefault();
    });
    edited(this.inside, "box-file", ({ box, file }) => {
      this.open([file], box);
    });
    listen(this.inside, "box-caret", ({ box, offset }) => {
      this.pointed = this.reading && pointedAt(this.reading, box, offset);
    });
    listen(this.inside, "point", ({ pointed }) => {
      this.pointed = pointed;
    });
    edited(this.inside, "field-text", ({ field, text }) => {
      this.set(withField(this.data, field, text));
    });
    edited(this.inside, "clock-set", ({ clock }) => {
      this.set(withClock(this.data, clock));
    });
    edited(this.inside, "apply-edits", ({ box, edits }) => {
      const [first] = edits;
      this.change(
        withText(this.data, box, applyEdits(this.data.texts[box], edits)),
        strings.answer.tried(strings.boxes[box].title),
      );
      if (first !== undefined) void this.changedAt(box, { start: first.span.start, end: first.span.start });
    });
    listen(this.inside, "forget-signature", () => {
      this.forgetSignature();
    });
    listen(this.inside, "undrawn", ({ by }) => {
      this.undrawn(by);
    });
    listen(this.inside, "retry", () => {
      if (this.core === undefined) this.starting = this.start();
      else this.answerNow();
    });
  }

  /** Whether the new text of a box was taken; says what has changed, and can be undone. */
  protected change(next: State, notice: string) {
    const before = this.data;
    this.notice = notice;
    this.set(next);
    if (this.data === next && next !== before) this.undoable = { before, after: next };
  }

  /** Brings a place that was changed into view. */
  protected abstract changedAt(box: Box, span: Span): Promise<void>;

  protected undo() {
    const { undoable } = this;
    if (undoable === undefined) return;
    this.folded = new Set();
    this.set(undoable.before);
    this.notice = strings.sorted.undone;
  }

  /**
   * Ctrl+Z takes back what the page has changed as long as nothing was changed since. An editor takes back
   * its own text, with all that was typed in it before.
   */
  protected undoesByKey(where: EventTarget) {
    where.addEventListener(
      "keydown",
      (event) => {
        const { key, ctrlKey, metaKey, shiftKey, altKey } = event as KeyboardEvent;
        const isUndo = key.toLowerCase() === "z" && (ctrlKey || metaKey) && !shiftKey && !altKey;
        if (!isUndo || this.undoable === undefined || this.isFixed()) return;
        const { before, after } = this.undoable;
        const box = event.composedPath().find((target) => target instanceof TextBox);
        const isItsOwn =
          box?.undoes === true && isSameInput(before, withText(after, box.box, before.texts[box.box]));
        if (isItsOwn || (box === undefined && isTyping(event.composedPath()[0] as Element))) return;
        event.preventDefault();
        event.stopPropagation();
        this.undo();
      },
      { capture: true },
    );
  }

  /** `isDeclared`: by the page around an element, and not by a person. */
  protected set(data: State, isDeclared = false) {
    const found = tooLarge(data);
    if (found !== undefined) {
      this.refuse(found, largestText);
      return;
    }
    const size = boxes.reduce((sum, box) => sum + data.texts[box].length, 0);
    if (!isDeclared && hasOtherTexts(this.data, data)) this.idle.putIn();
    this.data = data;
    this.undoable = undefined;
    clearTimeout(this.answering);
    if (size <= answeredAtOnce) this.answerNow();
    else this.answering = setTimeout(() => this.answerNow(), pause);
  }

  /** Says that a text is too large; what was there stays, in boxes that are made anew. */
  private refuse(found: number, most: number): true {
    this.notice = strings.sorted.tooLarge(found, most);
    this.generation += 1;
    return true;
  }

  /**
   * Puts a text where it belongs; false where it is left to the box it was pasted into. A text that is a
   * whole thing, such as a token or a policy, takes the place of the one that is there, wherever the caret
   * is: nobody wants one in the middle of another. What the person has selected in a policy or a key set is
   * the exception, since a whole document may stand in an answer around it; and what is no whole thing is
   * inserted where the caret is, as in every editor.
   */
  protected put(text: string, box: Box | undefined, place: Place = "all"): boolean {
    if (text.length > largestArrival) return this.refuse(text.length, largestArrival);
    if (text.trim() === "") return false;
    const arrival = this.arrivalOf(text, box);
    if (arrival === undefined || (!arrival.understood && place !== "all")) {
      this.notice = box === undefined ? strings.sorted.unknown : "";
      return false;
    }
    const stays = box !== undefined && isSameInput(arrival.state, withText(this.data, box, text));
    const isEditing = place === "all" || (place === "selection" && box !== "token");
    // A text that is where it belongs is pasted by the browser, which can undo it.
    if (stays && isEditing && tooLarge(arrival.state) === undefined) {
      this.notice = "";
      this.foldLater(arrival.filled);
      return false;
    }
    this.take(arrival);
    return true;
  }

  /** Pasted where no box is: once the core is there, which knows more texts than say what they are. */
  protected putAnywhere(text: string) {
    this.onceStarted(() => this.put(text, undefined));
  }

  /** Not by a promise alone, which would keep what has come until then, cleared or not. */
  private onceStarted(arrive: () => void) {
    this.idle.putIn();
    this.waiting.push(arrive);
    void this.starting.then(() => {
      const { waiting } = this;
      this.waiting = [];
      for (const arrive of waiting) arrive();
    });
  }

  private arrivalOf(text: string, box: Box | undefined): Arrival | undefined {
    return arrive(this.data, text, box, issuerOf(this.reading), (text) => this.readerOf(text));
  }

  private take({ state, notice, filled }: Arrival) {
    this.change(state, notice);
    this.foldLater(filled);
  }

  /** Once the text is there: a browser pastes nothing into a box that is folded already. */
  private foldLater(filled: readonly Box[]) {
    setTimeout(() => this.fold(...filled));
  }

  /** The box in which the core reads a text that does not say itself what it is. */
  private readerOf(text: string): Box | undefined {
    if (this.core === undefined || text.length > largestText) return undefined;
    try {
      return readIn(this.core.inspect({ token: text, jwks: text, trustPolicy: text }));
    } catch {
      return undefined;
    }
  }

  protected open(files: readonly File[], box?: Box) {
    this.onceStarted(() => void this.read(files, box));
  }

  private async read(files: readonly File[], box: Box | undefined) {
    const { clearings } = this;
    for (const file of files) {
      if (file.size > largestArrival) {
        this.refuse(file.size, largestArrival);
        continue;
      }
      const bytes = await file.arrayBuffer();
      if (clearings !== this.clearings) return;
      const { text, kind } = textOf(new Uint8Array(bytes));
      if (text === undefined) {
        this.notice = strings.sorted.fileRefused(file.name, kind);
        continue;
      }
      const arrival = this.arrivalOf(text, box);
      if (arrival === undefined) this.notice = strings.sorted.unknownFile(file.name);
      else this.take(arrival);
    }
  }

  /** Files that are dropped anywhere are opened; while one is dragged, it is said that it may be dropped. */
  protected takesFiles(where: EventTarget) {
    const hears = (type: string, heard: (event: DragEvent) => void) => {
      where.addEventListener(type, (event) => heard(event as DragEvent));
    };
    hears("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      this.dragging = !this.isFixed();
    });
    hears("dragleave", ({ relatedTarget }) => {
      // Going from one part of it to another is no leaving.
      const isInside = [this, this.inside].some((part) => part.contains(relatedTarget as Node | null));
      if (!isInside) this.dragging = false;
    });
    hears("drop", (event) => {
      this.dragging = false;
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      if (!this.isFixed()) this.open(files);
    });
  }

  /** Keys are pasted and left alone; where room is scarce, so is everything. */
  private fold(...filled: Box[]) {
    const folds = this.isNarrow() ? filled : filled.filter((box) => box === "jwks");
    this.folded = new Set([...this.folded, ...folds]);
  }

  /** Everything anew, in place of whatever was there. */
  protected show(state: State, isDeclared = false) {
    this.notice = "";
    this.folded = new Set();
    this.set(state, isDeclared);
    this.fold(...boxes.filter((box) => state.texts[box] !== ""));
  }

  private async copyMarkdown(report: Report) {
    const text = this.guarded(markdownOf(report, this.at(), this.data.logAnswer));
    const done = text !== undefined && (await copy(text, undefined));
    this.notice = done ? strings.box.copied : strings.answer.copyRefused;
  }

  /** A text as it may leave; undefined where nothing can say so. */
  private guarded(text: string): string | undefined {
    return this.core && guardOf(this.core, this.data)([text])[0];
  }

  // ------------------------------------------------------------ forgetting

  private forgetSignature() {
    if (this.reading === undefined) return;
    const claims = claimsText(this.reading.token);
    this.forgetCore();
    this.set(withText(this.data, "token", claims));
    forgetLastMatch();
    this.notice = strings.live.forgot;
  }

  protected clear(notice: string) {
    this.forgetAll();
    this.notice = notice;
  }

  /** Also what is said of it, such as a file's name, and what has not been put in yet. */
  protected forgetAll() {
    this.forgetCore();
    this.clearings += 1;
    this.waiting = [];
    this.notice = "";
    this.pointed = undefined;
    this.folded = new Set();
    const rest = this.resting();
    this.set(tooLarge(rest) === undefined ? rest : empty, true);
    this.idle.cleared();
    forgetLastMatch();
  }

  private forgetCore() {
    this.core?.forget();
    this.issued = undefined;
    this.undoable = undefined;
    this.generation += 1;
  }

  // -------------------------------------------------------------- the time

  /** The moment at which STS sees the call. */
  protected at(): number {
    return this.data.clock.kind === "now" ? this.moment() : this.data.clock.at;
  }

  /** The same, where it is not this very moment. */
  protected fixedTime(): number | undefined {
    return this.data.clock.kind === "now" ? this.issuedAt() : this.data.clock.at;
  }

  private readonly tick = () => {
    const before = this.wall;
    this.wall = wallClock();
    this.clearIfIdle();
    if (isEmpty(this.data) || this.fixedTime() !== undefined) return;
    if (this.changesBetween(before, this.wall)) this.answerNow();
  };

  /** Who comes back too late finds it cleared, whatever comes first: the timer, a press or a paste. */
  protected clearIfIdle() {
    if (this.idle.isOver) this.clear(strings.idle.cleared[this.idle.isKept ? "kept" : "usual"]);
  }

  /**
   * Whoever does something here is not idle. It counts when it is over: the warning goes with it, and would
   * take its button from under the press.
   */
  protected notIdle(where: EventTarget) {
    for (const type of ["pointerdown", "keydown", "paste", "drop"]) {
      where.addEventListener(type, () => this.clearIfIdle(), { capture: true });
    }
    for (const type of ["pointerup", "pointercancel", "keyup"]) {
      where.addEventListener(type, () => this.idle.touch());
    }
    // In whatever field, and whether or not it changes what is shown: a field can take it back.
    where.addEventListener("input", (event) => {
      if (isTypedInto(event.composedPath()[0] as Element)) this.idle.putIn();
    });
  }

  private keep() {
    this.idle.keep();
    this.notice = strings.idle.kept;
  }

  /** Whether a limit that STS looks at lies between two moments, or a minute has begun. */
  private changesBetween(before: number, after: number): boolean {
    if (Math.floor(before / 60) !== Math.floor(after / 60)) return true;
    const times = this.reading === undefined ? {} : timesOf(this.reading.token);
    const limits = Object.values(times as Record<string, number>).flatMap((at) => [
      at - tolerance,
      at,
      at + tolerance,
    ]);
    return limits.some((limit) => before < limit && limit <= after);
  }

  // ------------------------------------------------- said in every inspector

  protected copyButton(report: Report) {
    return html`<button slot="actions" type="button" @click=${() => void this.copyMarkdown(report)}>
      ${icon("copy")}<span>${strings.answer.copy}</span>
    </button>`;
  }

  protected noticePart() {
    return html`<assumable-notice
      part="notice"
      class=${this.noticeStays ? "stays" : ""}
      .text=${this.notice}
      .undoable=${this.undoable !== undefined}
      @undo=${() => this.undo()}
      @dismiss=${() => {
        this.notice = "";
      }}
    ></assumable-notice>`;
  }

  /** While a file is dragged over it. */
  protected dropPart() {
    return this.dragging
      ? html`<div class="drop" aria-hidden="true"><p>${strings.sorted.drop}</p></div>`
      : nothing;
  }

  protected failurePart() {
    const { about } = this;
    return html`<assumable-failure
      part="failure"
      .failure=${this.failure}
      .about=${about === undefined ? "" : strings.help.version(about.version, about.facts)}
    ></assumable-failure>`;
  }

  protected idleWarning() {
    const left = this.idle.warning;
    if (left === undefined) return nothing;
    return html`<p class="idle">
      ${icon("warning")} ${strings.idle.warning(countdown(left))}
      <button type="button" @click=${() => this.keep()}>${strings.idle.keep}</button>
    </p>`;
  }

  /** An example without a token is about that; otherwise one is still to come. */
  protected isWaiting(report: Report): boolean {
    return report.token.form === "empty" && this.data.example === undefined;
  }
}

function wallClock(): number {
  return Math.floor(Date.now() / 1000);
}

/** Whether everything that goes in is the same, whatever it was taken from. */
function isSameInput(one: State, other: State): boolean {
  const written = (state: State) => JSON.stringify({ ...state, example: undefined });
  return written(one) === written(other);
}

/** Whether a text that a person gives is another one: the clock is none. */
function hasOtherTexts(one: State, other: State): boolean {
  const fields = Object.keys(one.surroundings) as Field[];
  return (
    boxes.some((box) => one.texts[box] !== other.texts[box]) ||
    fields.some((field) => one.surroundings[field] !== other.surroundings[field]) ||
    one.logAnswer !== other.logAnswer
  );
}

function failureOf(error: unknown): Failure {
  if (error instanceof CoreFailed) return error.failure;
  return { kind: "damaged", message: String(error) };
}
