/** What happens on the page: the state, what people do to it, and the core's look at it. */
import { LitElement } from "lit";
import { state } from "lit/decorators.js";

import { nameExample } from "../address.js";
import { type Arrival, arrive } from "../arrival.js";
import { copy } from "../clipboard.js";
import type { Finding, Report } from "../contract.js";
import { applyEdits } from "../edits.js";
import { type Core, CoreFailed, type Failure, start } from "../engine.js";
import { listen } from "../events.js";
import { exampleOf } from "../examples.js";
import { idleLimit } from "../idle.js";
import { type Pointed, pointedAt } from "../links.js";
import { markdownOf } from "../markdown.js";
import {
  type Box,
  type State,
  attemptOf,
  boxes,
  empty,
  isEmpty,
  ofExample,
  withClock,
  withField,
  withText,
} from "../state.js";
import { openFragment } from "../share.js";
import { strings } from "../strings.js";
import { claimsText, timesOf, tolerance } from "../token-times.js";
import { boxOf } from "./findings-view.js";

/** Above so many characters typing goes before answering: the answer waits for a pause. */
const answeredAtOnce = 200_000;
const pause = 150;

/** Below this width every filled box is folded, so that the answer stays in view. */
const narrow = "(max-width: 60rem)";

export abstract class Inspector extends LitElement {
  @state() protected data: State = empty;
  @state() protected report: Report | undefined;
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

  private core: Core | undefined;
  private answering: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.listenToInputs();
    setInterval(() => this.tick(), 1000);
    void this.start();
  }

  // ------------------------------------------------------------- the core

  private async start() {
    this.failure = undefined;
    try {
      this.core = await start();
      this.answerNow();
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Has the core look at everything as it is now. */
  private answerNow() {
    clearTimeout(this.answering);
    if (this.core === undefined) return;
    this.report = undefined;
    this.failure = undefined;
    if (isEmpty(this.data)) return;
    try {
      this.report = this.core.inspect(attemptOf(this.data, this.wall));
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  protected version(): { version: string; facts: string } | undefined {
    try {
      return this.core?.version();
    } catch {
      return undefined;
    }
  }

  // -------------------------------------------------------- what people do

  private listenToInputs() {
    listen(this, "box-text", ({ box, text }) => {
      this.notice = "";
      this.set(withText(this.data, box, text));
    });
    listen(this, "box-paste", ({ box, text }, event) => {
      if (this.put(text, box)) event.preventDefault();
    });
    listen(this, "box-file", ({ box, file }) => {
      void this.open([file], box);
    });
    listen(this, "box-caret", ({ box, offset }) => {
      this.pointed = this.report && pointedAt(this.report, box, offset);
    });
    listen(this, "point", ({ pointed }) => {
      this.pointed = pointed;
    });
    listen(this, "field-text", ({ field, text }) => {
      this.set(withField(this.data, field, text));
    });
    listen(this, "clock-set", ({ clock }) => {
      this.set(withClock(this.data, clock));
    });
    listen(this, "example-chosen", ({ id }) => {
      this.showExample(id);
    });
    listen(this, "apply-fix", ({ finding }) => {
      this.apply(finding);
    });
    listen(this, "forget-signature", () => {
      this.forgetSignature();
    });
    listen(this, "retry", () => {
      if (this.core === undefined) void this.start();
      else this.answerNow();
    });
  }

  private set(data: State) {
    const size = boxes.reduce((sum, box) => sum + data.texts[box].length, 0);
    this.data = data;
    this.touched = this.wall;
    nameExample(data.example);
    clearTimeout(this.answering);
    if (size <= answeredAtOnce) this.answerNow();
    else this.answering = setTimeout(() => this.answerNow(), pause);
  }

  /** Puts a text where it belongs; false where it is left to the box it was pasted into. */
  protected put(text: string, box: Box | undefined): boolean {
    if (text.trim() === "") return false;
    const arrival = this.sorted(text, box);
    if (arrival === undefined) return false;
    // A text that is where it belongs is pasted by the browser, which can undo it.
    if (box !== undefined && arrival.box === box) return false;
    this.set(arrival.state);
    return true;
  }

  private sorted(text: string, box: Box | undefined): Arrival | undefined {
    const arrival = arrive(this.data, text, box);
    this.notice = arrival?.notice ?? strings.sorted.unknown;
    const filled = arrival?.box;
    // Once the text is there: a browser pastes nothing into a box that is folded already.
    if (filled !== undefined) setTimeout(() => this.fold(filled));
    return arrival;
  }

  protected async open(files: readonly File[], box?: Box) {
    for (const file of files) {
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
    const folds = matchMedia(narrow).matches ? filled : filled.filter((box) => box === "jwks");
    this.folded = new Set([...this.folded, ...folds]);
  }

  protected showExample(id: string) {
    const example = exampleOf(id);
    if (example === undefined) {
      this.notice = strings.examples.unknown(id);
      return;
    }
    this.notice = "";
    this.folded = new Set();
    this.set(ofExample(example));
    this.fold(...boxes.filter((box) => this.data.texts[box] !== ""));
    scrollTo({ top: 0 });
  }

  /** The address is bare again at once: what a link holds is for this page, not for the history. */
  protected async openShared(hash: string) {
    nameExample(undefined);
    const { state, notice } = await openFragment(hash);
    // A link of which nothing can be read takes nothing away.
    if (state !== undefined) {
      this.folded = new Set();
      this.set(state);
      this.fold(...boxes.filter((box) => state.texts[box] !== ""));
      scrollTo({ top: 0 });
    }
    this.notice = notice;
  }

  private apply(finding: Finding) {
    const box = boxOf(finding);
    if (box === undefined || finding.fix === undefined) return;
    this.set(withText(this.data, box, applyEdits(this.data.texts[box], finding.fix.edits)));
  }

  protected async copyMarkdown(report: Report) {
    const done = await copy(markdownOf(report, this.at(), this.data.logAnswer), undefined);
    this.notice = done ? strings.box.copied : strings.answer.copyRefused;
  }

  // ------------------------------------------------------------ forgetting

  private forgetSignature() {
    if (this.report === undefined) return;
    const claims = claimsText(this.report.token);
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
    this.set(empty);
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

  private tick() {
    const before = this.wall;
    this.wall = wallClock();
    if (isEmpty(this.data)) return;
    if (this.clearsWhenIdle && this.wall - this.touched >= idleLimit) {
      this.clear(strings.idle.cleared);
    } else if (this.data.clock.kind === "now" && this.changesBetween(before, this.wall)) {
      this.answerNow();
    }
  }

  /** Whether a limit that STS looks at lies between two moments, or a minute has begun. */
  private changesBetween(before: number, after: number): boolean {
    if (Math.floor(before / 60) !== Math.floor(after / 60)) return true;
    const times = this.report === undefined ? {} : timesOf(this.report.token);
    const limits = Object.values(times as Record<string, number>).flatMap((at) => [
      at - tolerance,
      at,
      at + tolerance,
    ]);
    return limits.some((limit) => before < limit && limit <= after);
  }
}

function wallClock(): number {
  return Math.floor(Date.now() / 1000);
}

function failureOf(error: unknown): Failure {
  if (error instanceof CoreFailed) return error.failure;
  return { kind: "damaged", message: String(error) };
}
