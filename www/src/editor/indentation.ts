/** A line that wraps goes on under its own beginning, and is not cut between its indentation and its first word. */
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

/** Blanks at most that the rest of a line is indented by: a narrow window has to hold words, too. */
const most = 16;
/** The rest of a line stands a little further in than its beginning. */
const further = 2;
/** First words so long, with their indentation, may not fit into a row; they are cut, not put below an empty one. */
const longBeginning = 24;

/** Each by a class: the page lets no style attribute in. */
const classes = Array.from({ length: most + 1 }, (_, blanks) => `cm-indent-${blanks}`);

const decorations = classes.map((name) => [
  Decoration.line({ class: name }),
  Decoration.line({ class: `${name} cm-breaks` }),
]);

function decorated(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let last = -1;
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const decoration = decorationOf(line.text);
      // Of a very long line several parts may be in view.
      if (decoration !== undefined && line.from > last) builder.add(line.from, line.from, decoration);
      last = line.from;
      at = line.to + 1;
    }
  }
  return builder.finish();
}

function decorationOf(text: string): Decoration | undefined {
  let blanks = 0;
  while (text[blanks] === " ") blanks += 1;
  const space = text.indexOf(" ", blanks);
  const beginning = space < 0 ? text.length : space;
  return decorations[Math.min(blanks, most)]?.[beginning > longBeginning ? 1 : 0];
}

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorated(view);
    }

    update({ docChanged, viewportChanged, view }: ViewUpdate) {
      if (docChanged || viewportChanged) this.decorations = decorated(view);
    }
  },
  { decorations: (value) => value.decorations },
);

const rules = classes.map((name, blanks) => [
  `.${name}`,
  {
    paddingInlineStart: `calc(0.4rem + ${blanks + further}ch)`,
    textIndent: `-${blanks + further}ch`,
  },
]);

const theme = EditorView.theme({
  ...(Object.fromEntries(rules) as Record<string, Record<string, string>>),
  ".cm-breaks": { wordBreak: "break-all" },
});

export const hangingIndentation: Extension = [plugin, theme];
