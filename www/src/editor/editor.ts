/**
 * A code editor for JSON, in a chunk of its own that is loaded after the first paint.
 * It knows nothing of the page: it is given texts, marks and remarks, and tells what a
 * person does.
 */
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching } from "@codemirror/language";
import { nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, type TransactionSpec } from "@codemirror/state";
import {
  EditorView,
  type ViewUpdate,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";

import type { Span } from "../contract.js";
import type { Marks } from "../highlights.js";
import { hangingIndentation } from "./indentation.js";
import { replacement } from "./replacement.js";
import { type Remark, diagnosticsOf } from "./remarks.js";
import { marked, setMarks } from "./marks.js";
import { look } from "./theme.js";

/** Where the caret stands and what is selected with it. */
export interface Caret {
  anchor: number;
  head: number;
}

/** What the editor itself says. */
export interface Words {
  hidden: (code: string) => string;
  /** In place of CodeMirror's. */
  phrases: Readonly<Record<string, string>>;
}

export interface EditorOptions {
  parent: HTMLElement;
  /** Styles are adopted by this root: the page lets no style element in. */
  root: ShadowRoot;
  text: string;
  caret: Caret;
  placeholder: string;
  words: Words;
  /** Attributes of the element that is typed into. */
  attributes: Readonly<Record<string, string>>;
  typed: (text: string) => void;
  /** A text is about to be pasted in place of what is selected, of a text of some length; false where it goes elsewhere. */
  pasted: (text: string, from: number, to: number, length: number) => boolean;
  moved: (offset: number) => void;
  left: () => void;
}

/**
 * CodeMirror measures all editors with one range of the document, which keeps the tree that it was last in, and with
 * it all that was drawn there. This puts it into an editor of its own.
 */
function measureElsewhere() {
  const parent = document.createElement("div");
  const root = parent.attachShadow({ mode: "open" });
  const elsewhere = new EditorView({ parent: root, root, doc: "-" });
  elsewhere.coordsAtPos(0);
  elsewhere.destroy();
}

/** A change that comes from the page, which need not be told of it. */
const fromPage = Annotation.define<boolean>();

/** Characters that cannot be seen are shown; those that end a line, and tabs, are none of them. */
const unseen = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/gu;

/** Times that a place is brought into view: heights above it may be guessed until they are drawn. */
const tries = 3;

export class Editor {
  private readonly view: EditorView;
  private known: string;
  private isInvalid = false;
  /** Nothing is said of any place. */
  private isPlain = true;

  constructor(private readonly options: EditorOptions) {
    const { parent, root, text, caret } = options;
    this.known = text;
    const within = (offset: number) => Math.min(offset, text.length);
    this.view = new EditorView({
      parent,
      root,
      state: EditorState.create({
        doc: text,
        selection: { anchor: within(caret.anchor), head: within(caret.head) },
        extensions: this.extensions(),
      }),
    });
  }

  private extensions() {
    return [
      // Other line ends stay in the text, so that every offset is the one the core means.
      EditorState.lineSeparator.of("\n"),
      EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, "\n")),
      EditorView.lineWrapping,
      hangingIndentation,
      EditorView.contentAttributes.of(() => ({
        ...this.options.attributes,
        // It can be focused without; not every tool that looks for it knows.
        tabindex: "0",
        ...(this.isInvalid ? { "aria-invalid": "true" } : {}),
      })),
      EditorView.updateListener.of((update) => this.updated(update)),
      EditorView.domEventHandlers({
        paste: (event) => this.pasted(event),
        copy: (_, view) => nothingIsSelected(view),
        cut: (_, view) => nothingIsSelected(view),
        beforeinput: (event, view) => insertsLines(event, view),
        // Files go to the page, which sorts them.
        drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
        blur: () => {
          this.options.left();
        },
      }),
      EditorState.phrases.of(this.options.words.phrases),
      json(),
      history(),
      lineNumbers(),
      bracketMatching(),
      highlightSpecialChars({ specialChars: unseen, render: this.hidden }),
      placeholder(this.options.placeholder),
      marked,
      look,
      // Tab is left out: it goes on to what comes next, with Escape before it and without.
      keymap.of([
        { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
        ...historyKeymap,
        ...defaultKeymap,
      ]),
    ];
  }

  /** A sign where a character stands that cannot be seen, with its number for who asks. */
  private readonly hidden = (code: number, _description: string | null, sign: string) => {
    const span = document.createElement("span");
    span.className = "cm-specialChar";
    span.textContent = sign;
    span.title = this.options.words.hidden(`U+${code.toString(16).toUpperCase().padStart(4, "0")}`);
    span.role = "img";
    span.ariaLabel = span.title;
    return span;
  };

  // ------------------------------------------------------- what it is told

  get text(): string {
    return this.known;
  }

  /** The text as the page has it, and what belongs to places of it. */
  show(text: string, marks: Marks, remarks: readonly Remark[]) {
    this.replace(text);
    const isPlain = remarks.length === 0 && Object.values(marks).every((spans) => spans.length === 0);
    // Telling an editor anything has it measured.
    if (isPlain && this.isPlain) return;
    this.isPlain = isPlain;
    const { doc } = this.view.state;
    this.isInvalid = remarks.some(({ severity }) => severity === "error");
    const { effects = [] } = setDiagnostics(this.view.state, diagnosticsOf(doc, remarks));
    this.tell({ effects: [setMarks.of(marks), effects].flat() });
  }

  private replace(text: string) {
    if (text === this.known) return;
    const changes = replacement(this.known, text);
    this.known = text;
    this.tell({ changes, annotations: isolateHistory.of("full") });
  }

  get caret(): Caret {
    const { anchor, head } = this.view.state.selection.main;
    return { anchor, head };
  }

  get hasFocus(): boolean {
    return this.view.hasFocus;
  }

  private tell(spec: TransactionSpec) {
    const annotations = [spec.annotations ?? [], fromPage.of(true)].flat();
    this.view.dispatch({ ...spec, annotations });
  }

  focus() {
    this.view.focus();
  }

  /** Selects a place and brings it into view. */
  select(span: Span) {
    const selection = { anchor: this.within(span.start), head: this.within(span.end) };
    this.view.focus();
    this.view.dispatch({
      selection,
      effects: EditorView.scrollIntoView(selection.anchor, { y: "nearest", yMargin: 40 }),
    });
  }

  /** Brings a place into view within the editor, once that is drawn; the page itself stays where it is. */
  reveal(span: Span, triesLeft = tries) {
    requestAnimationFrame(() => {
      this.view.requestMeasure({
        read: (view) => {
          const { top, height } = view.lineBlockAt(this.within(span.start));
          const frame = view.scrollDOM.getBoundingClientRect();
          const below = view.documentTop + top - frame.top;
          const isVisible = frame.height === 0 || (below >= 0 && below + height <= frame.height);
          return isVisible ? 0 : below - frame.height / 2;
        },
        write: (distance, { scrollDOM }) => {
          scrollDOM.scrollTop += distance;
          if (triesLeft > 1) this.reveal(span, triesLeft - 1);
        },
      });
    });
  }

  /** Takes it out of the page, and everything that it could undo. */
  destroy() {
    this.view.destroy();
    measureElsewhere();
  }

  private within(offset: number): number {
    return Math.min(offset, this.view.state.doc.length);
  }

  // ------------------------------------------------------------ what it tells

  private updated(update: ViewUpdate) {
    if (update.transactions.some((transaction) => transaction.annotation(fromPage) === true)) return;
    if (update.docChanged) {
      this.known = update.state.sliceDoc();
      this.options.typed(this.known);
    }
    if ((update.selectionSet || update.docChanged) && this.view.hasFocus) {
      this.options.moved(update.state.selection.main.from);
    }
  }

  private pasted(event: ClipboardEvent): boolean {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const { from, to } = this.view.state.selection.main;
    return text !== "" && !this.options.pasted(text, from, to, this.view.state.doc.length);
  }
}

/**
 * Then nothing is copied and nothing is cut, as in a text box. CodeMirror would take the line, and its
 * module keeps a line that was taken so until another is.
 */
function nothingIsSelected({ state }: EditorView): boolean {
  return state.selection.ranges.every(({ empty }) => empty);
}

/** Text in place of several lines, or of several lines: the browser would join them with styles, which the page forbids. */
function insertsLines({ inputType, data }: InputEvent, view: EditorView): boolean {
  const { state } = view;
  const { from, to } = state.selection.main;
  const isWithinLine = to <= state.doc.lineAt(from).to && data?.includes("\n") !== true;
  if (inputType !== "insertText" || data === null || isWithinLine) return false;
  view.dispatch(state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}
