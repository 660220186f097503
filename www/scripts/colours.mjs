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
