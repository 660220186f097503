/** What a key press means, wherever the focus is. */
export type Shortcut = "clear" | "token" | "examples" | "help";

/** `typing`: the focus is where letters are text. */
export function shortcutOf(event: KeyboardEvent, typing: boolean): Shortcut | undefined {
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "Backspace" && event.shiftKey && command) return "clear";
  if (typing || command || event.altKey) return undefined;
  return letters[event.key];
}

const letters: Partial<Record<string, Shortcut>> = {
  "/": "token",
  e: "examples",
  "?": "help",
};

/** The element that has the focus, through all shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

export function isTyping(element: Element | null): boolean {
  return element?.matches("textarea, select, input:not([type='radio']), [contenteditable='true']") === true;
}

/** The same without what is chosen from or set. */
export function isTypedInto(element: Element | null): boolean {
  return (
    isTyping(element) &&
    element?.matches("select, [type='checkbox'], [type='range'], [type='file']") === false
  );
}
