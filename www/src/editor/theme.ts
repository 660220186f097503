/** How an editor looks: in the page's colours, and with nothing that has to be fetched. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Names and values are told apart; green is left to what was checked. */
const syntax = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--segment-header)" },
  { tag: [tags.punctuation, tags.brace, tags.squareBracket, tags.separator], color: "var(--soft)" },
]);

const theme = EditorView.theme({
  "&": { color: "var(--ink)", fontSize: "var(--small)", minHeight: "inherit", maxHeight: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    maxHeight: "inherit",
    minHeight: "inherit",
    fontFamily: "var(--mono)",
    fontVariantLigatures: "none",
    lineHeight: "1.5",
    overflow: "auto",
  },
  ".cm-content": {
    minHeight: "inherit",
    padding: "0.55rem 0 calc(0.55rem + 1.5em)",
    caretColor: "var(--ink)",
    overflowWrap: "anywhere",
    tabSize: "2",
  },
  ".cm-line": { padding: "0 0.9rem 0 0.4rem" },
  ".cm-gutters": { border: "0", background: "none", color: "var(--soft)" },
  ".cm-lineNumbers .cm-gutterElement": {
    minWidth: "2.2em",
    padding: "0 0.3rem 0 0.5rem",
    fontVariantNumeric: "tabular-nums",
  },
  ".cm-placeholder": { color: "var(--soft)", overflowWrap: "anywhere" },
  ".cm-specialChar": { color: "var(--bad)" },
  "&.cm-focused .cm-matchingBracket": { background: "none", outline: "1px solid var(--line-strong)" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "none", outline: "1px solid var(--bad)" },
  ".cm-differs, .cm-differs *": { backgroundColor: "var(--bad-wash)", color: "var(--bad)" },
  ".cm-lit, .cm-lit *": { backgroundColor: "var(--lit)", color: "var(--ink)" },
});

const remarks = EditorView.theme({
  ".cm-lintRange": { paddingBottom: "0", backgroundImage: "none", textDecorationSkipInk: "none" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--bad)" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--unsure)" },
  ".cm-lintRange-info": { textDecoration: "underline dotted var(--soft)" },
  ".cm-lintRange-active": { backgroundColor: "var(--sunken)" },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--bad)" },
  ".cm-lintPoint-warning::after": { borderBottomColor: "var(--unsure)" },
  ".cm-tooltip": {
    zIndex: "20",
    maxWidth: "min(32rem, 100vw - 1.5rem)",
    border: "1px solid var(--line-strong)",
    borderRadius: "0.4rem",
    background: "var(--surface)",
    color: "var(--ink)",
    fontFamily: "var(--text)",
    overflowWrap: "anywhere",
  },
  ".cm-diagnostic": { padding: "0.4rem 0.7rem", borderLeftWidth: "3px", whiteSpace: "normal" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--unsure)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--line-strong)" },
  ".cm-diagnosticText": { display: "block" },
  ".cm-diagnosticAction": {
    display: "inline-flex",
    margin: "0.35rem 0 0",
    padding: "0.2rem 0.7rem",
    minHeight: "2rem",
    border: "1px solid var(--line-strong)",
    borderRadius: "0.5rem",
    background: "var(--surface)",
    color: "var(--ink)",
    fontSize: "var(--small)",
  },
});

/** Where the system chooses the colours, marks are drawn and not painted. */
const forced = EditorView.theme({
  "@media (forced-colors: active)": {
    ".cm-lit, .cm-differs": { outline: "1px solid Highlight" },
    ".cm-lintRange-error, .cm-lintRange-warning": { textDecorationColor: "CanvasText" },
  },
});

export const look = [syntaxHighlighting(syntax), theme, remarks, forced];
