/** The colours, sizes and faces of `page.css`: what the page and the element have in common. */
import { readFile } from "node:fs/promises";

const sheet = new URL("../src/page.css", import.meta.url);

/** Every custom property of the page with its value and the comment behind it. */
export async function sizesAndColours() {
  const [, block] = /:root \{([^}]*)\}/.exec(await readFile(sheet, "utf8"));
  return [...block.matchAll(/--([\w-]+):\s*([^;]+);(?: *\/\* (.+?) \*\/)?/g)].map(
    ([, name, value, comment]) => ({ name, value: value.trim().replaceAll(/\s+/g, " "), comment }),
  );
}

/** The same as declarations, each of which a page around the element may set otherwise, by `--assumable-…`. */
export async function colours() {
  const declarations = (await sizesAndColours()).map(
    ({ name, value }) => `--${name}: var(--assumable-${name}, ${value});`,
  );
  return declarations.join("\n");
}
