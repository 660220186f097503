/**
 * Attributes that keep a browser's and other people's helpers away from what is typed:
 * spelling services and translators that send it out, password managers, writing
 * assistants, and recorders of sessions on pages that embed this one.
 */
import { ref } from "lit/directives/ref.js";

const attributes: readonly (readonly [name: string, value: string])[] = [
  ["spellcheck", "false"],
  ["autocomplete", "off"],
  ["autocorrect", "off"],
  ["autocapitalize", "off"],
  ["translate", "no"],
  ["writingsuggestions", "false"],
  ["data-gramm", "false"],
  ["data-gramm_editor", "false"],
  ["data-enable-grammarly", "false"],
  ["data-1p-ignore", ""],
  ["data-lpignore", "true"],
  ["data-bwignore", ""],
  ["data-form-type", "other"],
  ["data-dd-privacy", "mask"],
  ["data-sentry-mask", ""],
  ["data-hj-suppress", ""],
];

const classes = ["ph-no-capture", "fs-exclude", "heap-ignore", "rr-mask"];

/** To be put on every element that a person types into. */
export function hygienic() {
  return ref(keepHelpersAway);
}

/** The same, for an editor that sets the attributes of its element itself. */
export const hygienicAttributes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(attributes),
  class: classes.join(" "),
};

function keepHelpersAway(element: Element | undefined): void {
  for (const [name, value] of attributes) element?.setAttribute(name, value);
  element?.classList.add(...classes);
}
