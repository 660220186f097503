/** Copying, which a browser may refuse: then the text is left selected, so that a key press copies it. */
export async function copy(text: string, shown: Node | undefined): Promise<boolean> {
  try {
    // The clipboard is absent, not only refusing, where the page is no secure context.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard === undefined) throw new Error("no clipboard");
    await clipboard.writeText(text);
    return true;
  } catch {
    select(shown);
    return false;
  }
}

function select(shown: Node | undefined): void {
  if (shown instanceof HTMLTextAreaElement) {
    shown.focus();
    shown.select();
  } else if (shown !== undefined) getSelection()?.selectAllChildren(shown);
}
