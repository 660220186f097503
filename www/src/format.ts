/** JSON with one member a line. Every value stays as it was written; only the white space changes. */

/** Deeper than any policy; without a limit the indentation could be larger than the text by far. */
const deepest = 64;

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Undefined where the text is not JSON, or is nested too deeply. */
export function formatted(text: string): string | undefined {
  if (!isJson(text)) return undefined;
  let written = "";
  let depth = 0;
  let before = "";
  for (const [token] of text.matchAll(tokens)) {
    if (closes(token)) depth -= 1;
    if (closes(token) ? !opens(before) : opens(before) || before === ",") {
      written += `\n${"  ".repeat(depth)}`;
    } else if (before === ":") {
      written += " ";
    }
    written += token;
    if (opens(token)) depth += 1;
    if (depth > deepest) return undefined;
    before = token;
  }
  return written;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function opens(token: string): boolean {
  return token === "{" || token === "[";
}

function closes(token: string): boolean {
  return token === "}" || token === "]";
}
