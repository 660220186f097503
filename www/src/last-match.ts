/**
 * A JavaScript engine remembers the text that a regular expression has matched last, and scripts can ask
 * for it (`RegExp.input`, `RegExp.leftContext`, …). This makes it an empty one.
 */
export function forgetLastMatch(): void {
  /^$/.exec("");
}
