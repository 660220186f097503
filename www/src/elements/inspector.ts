/**
 * What happens in an inspector, be it the page or an element on somebody's page: the state,
 * what people do to it, and the core's look at it.
 */
import { LitElement, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { type Arrival, arrive } from "../arrival.js";
import { copy } from "../clipboard.js";
import type { Report } from "../contract.js";
import { issuerOf } from "../defaults.js";
import { type Core, CoreFailed, type Failure } from "../core.js";
import { applyEdits } from "../edits.js";
import { listen } from "../events.js";
import { icon } from "../icons.js";
import { idleLeft, idleLimit } from "../idle.js";
import { type Pointed, pointedAt } from "../links.js";
import { markdownOf } from "../markdown.js";
import {
  type Box,
  type State,
  attemptOf,
  boxes,
  empty,
  isEmpty,
  withClock,
  withField,
  withText,
} from "../state.js";
import { sharing } from "../sharing.js";
import { largestArrival, largestText, tooLarge } from "../sizes.js";
import { strings } from "../strings.js";
import { countdown } from "../time.js";
import { claimsText, timesOf, tolerance } from "../token-times.js";
import { nextTask } from "../turns.js";
import "./failure-view.js";

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
  @state() protected clearsWhenIdle = true;
  /** Another one after each clearing: the boxes are made anew, and their undo history is gone. */
  @state() protected generation = 0;
  /** When a person last did something. */
  protected touched = wallClock();

  /** Where the parts are, and speak. */
  protected readonly inside = this.attachShadow({ mode: "open" });
  private core: Core | undefined;
  private answering: ReturnType<typeof setTimeout> | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.listenToInputs();
  }

  override connectedCallback() {
    super.connectedCallback();
    this.tick();
    this.ticking = setInterval(() => this.tick(), 1000);
    if (this.core === undefined) void this.start();
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
      await this.warmUp(this.core);
      this.answerNow();
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /**
   * Browsers compile what they are to run when it is first called, which takes longer than the answer:
   * that gets a task of its own, before the one that draws.
   */
  private async warmUp(core: Core) {
    await nextTask();
    if (!isEmpty(this.data)) core.inspect(attemptOf(this.data, this.wall));
    await nextTask();
  }

  /** Has the core look at everything as it is now. */
  private answerNow() {
    clearTimeout(this.answering);
    if (this.core === undefined) return;
    const before = this.reading;
    this.reading = undefined;
    this.failure = undefined;
    if (isEmpty(this.data)) return;
    try {
      this.reading = sharing(before, this.core.inspect(attemptOf(this.data, this.wall)));
    } catch (error) {
      this.failure = failureOf(error);
    }
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
      this.set(withText(this.data, box, text));
    });
    edited(this.inside, "box-paste", ({ box, text }, event) => {
      if (this.put(text, box)) event.preventDefault();
    });
    edited(this.inside, "box-file", ({ box, file }) => {
      void this.open([file], box);
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
      this.set(withText(this.data, box, applyEdits(this.data.texts[box], edits)));
      this.notice = strings.answer.tried(strings.boxes[box].title);
    });
    listen(this.inside, "forget-signature", () => {
      this.forgetSignature();
    });
    listen(this.inside, "retry", () => {
      if (this.core === undefined) void this.start();
      else this.answerNow();
    });
  }

  protected set(data: State) {
    const found = tooLarge(data);
    if (found !== undefined) {
      this.refuse(found, largestText);
      return;
    }
    const size = boxes.reduce((sum, box) => sum + data.texts[box].length, 0);
    this.data = data;
    this.touched = this.wall;
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

  /** Puts a text where it belongs; false where it is left to the box it was pasted into. */
  protected put(text: string, box: Box | undefined): boolean {
    if (text.length > largestArrival) return this.refuse(text.length, largestArrival);
    if (text.trim() === "") return false;
    const arrival = this.sorted(text, box);
    if (arrival === undefined) return false;
    // A text that is where it belongs is pasted by the browser, which can undo it.
    const stays = box !== undefined && arrival.box === box;
    if (stays && tooLarge(arrival.state) === undefined) return false;
    this.set(arrival.state);
    return true;
  }

  private sorted(text: string, box: Box | undefined): Arrival | undefined {
    const arrival = arrive(this.data, text, box, issuerOf(this.reading));
    this.notice = arrival?.notice ?? strings.sorted.unknown;
    const filled = arrival?.box;
    // Once the text is there: a browser pastes nothing into a box that is folded already.
    if (filled !== undefined) setTimeout(() => this.fold(filled));
    return arrival;
  }

  protected async open(files: readonly File[], box?: Box) {
    for (const file of files) {
      if (file.size > largestArrival) {
        this.refuse(file.size, largestArrival);
        continue;
      }
      try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
        const arrival = this.sorted(text, box);
        if (arrival !== undefined) this.set(arrival.state);
      } catch {
        this.notice = strings.sorted.fileRefused(file.name);
      }
    }
  }

  /** Keys are pasted and left alone; where room is scarce, so is everything. */
  private fold(...filled: Box[]) {
    const folds = this.isNarrow() ? filled : filled.filter((box) => box === "jwks");
    this.folded = new Set([...this.folded, ...folds]);
  }

  /** Everything anew, in place of whatever was there. */
  protected show(state: State) {
    this.notice = "";
    this.folded = new Set();
    this.set(state);
    this.fold(...boxes.filter((box) => state.texts[box] !== ""));
  }

  private async copyMarkdown(report: Report) {
    const done = await copy(markdownOf(report, this.at(), this.data.logAnswer), undefined);
    this.notice = done ? strings.box.copied : strings.answer.copyRefused;
  }

  // ------------------------------------------------------------ forgetting

  private forgetSignature() {
    if (this.reading === undefined) return;
    const claims = claimsText(this.reading.token);
    this.forgetCore();
    this.set(withText(this.data, "token", claims));
    this.notice = strings.live.forgot;
  }

  protected clear(notice: string) {
    this.forgetAll();
    this.notice = notice;
  }

  protected forgetAll() {
    this.forgetCore();
    this.pointed = undefined;
    this.folded = new Set();
    this.set(this.resting());
  }

  private forgetCore() {
    this.core?.forget();
    this.generation += 1;
  }

  // -------------------------------------------------------------- the time

  /** The moment at which STS sees the call. */
  protected at(): number {
    return this.data.clock.kind === "now" ? this.wall : this.data.clock.at;
  }

  /** The same, where it is not this very moment. */
  protected fixedTime(): number | undefined {
    return this.data.clock.kind === "now" ? undefined : this.data.clock.at;
  }

  private tick() {
    const before = this.wall;
    this.wall = wallClock();
    if (isEmpty(this.data)) return;
    if (this.clearsWhenIdle && !this.isAtRest() && this.wall - this.touched >= idleLimit) {
      this.clear(strings.idle.cleared);
    } else if (this.data.clock.kind === "now" && this.changesBetween(before, this.wall)) {
      this.answerNow();
    }
  }

  /**
   * Whoever does something here is not idle. It counts when it is over: the warning goes with it, and would
   * take its button from under the press.
   */
  protected notIdle(where: EventTarget) {
    for (const type of ["pointerup", "pointercancel", "keyup"]) {
      where.addEventListener(type, () => {
        this.touched = this.wall;
      });
    }
  }

  /** Nothing is there that would have to be cleared. */
  private isAtRest(): boolean {
    return this.data === this.resting();
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

  protected failurePart() {
    const { about } = this;
    return html`<assumable-failure
      part="failure"
      .failure=${this.failure}
      .about=${about === undefined ? "" : strings.help.version(about.version, about.facts)}
    ></assumable-failure>`;
  }

  protected idleWarning() {
    const left = this.clearsWhenIdle && !this.isAtRest() ? idleLeft(this.touched, this.wall) : undefined;
    if (left === undefined) return nothing;
    return html`<p class="idle">
      ${icon("warning")} ${strings.idle.warning(countdown(left))}
      <button
        type="button"
        @click=${() => {
          this.clearsWhenIdle = false;
        }}
      >
        ${strings.idle.keep}
      </button>
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

function failureOf(error: unknown): Failure {
  if (error instanceof CoreFailed) return error.failure;
  return { kind: "damaged", message: String(error) };
}
