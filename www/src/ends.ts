/** The ends of a text. A regular expression for them looks at every place of a long run again and again. */

/** Without these characters at its end, however many there are. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** How many of a character it begins with. */
export function countAtStart(text: string, character: string): number {
  let count = 0;
  while (count < text.length && text.charAt(count) === character) count += 1;
  return count;
}
