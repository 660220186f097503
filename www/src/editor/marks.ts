/** Places that belong to what is pointed at, and where the policy and the token part. */
import { type Range, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

import type { Marks } from "../highlights.js";

const kinds = ["differs", "lit"] as const;

const decorations = {
  differs: Decoration.mark({ class: "cm-differs" }),
  lit: Decoration.mark({ class: "cm-lit" }),
};

/** Replaces all marks there are. */
export const setMarks = StateEffect.define<Marks>();

/** Until the next ones come they move with the text. */
export const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const given = transaction.effects.find((effect) => effect.is(setMarks));
    if (given === undefined) return before.map(transaction.changes);
    return Decoration.set(rangesOf(given.value, transaction.newDoc), true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function rangesOf(marks: Marks, text: Text): Range<Decoration>[] {
  return kinds.flatMap((kind) =>
    (marks[kind] ?? [])
      .map(({ start, end }) => ({ start, end: Math.min(end, text.length) }))
      .filter(({ start, end }) => start < end)
      .map(({ start, end }) => decorations[kind].range(start, end)),
  );
}
