/** The HTML: what the templates leave open, filled in. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { www } from "./bundle.mjs";
import { inlinedPolicy, pagePolicy, written } from "./policies.mjs";

/** The page that names its files, each with its sum, so that the browser takes no other. */
export async function hostedPage(site, { script, style, editors }, build) {
  return filled(await readFile(join(www, "index.html"), "utf8"), {
    'content="policy"': `content="${written(pagePolicy)}"`,
    'href="page.css"': `href="${style}" integrity="${site.integrity(style)}"`,
    'src="main.js"': `src="${script}" integrity="${site.integrity(script)}"`,
    'href="editor.js"': `href="${editors}" integrity="${site.integrity(editors)}"`,
    ...(await common(build)),
  });
}

/**
 * The page with everything in it. The script is a classic one: modules do not run from a disk,
 * and not without leave in a frame that has no origin.
 */
export async function inlinedPage(template, { script, style }, hashes, build) {
  // esbuild escapes what would end the element. What begins a comment would have to be, too.
  if (/<!--|<\/script/i.test(script)) throw new Error(`${template}: its script cannot stand in HTML`);
  const html = await readFile(join(www, template), "utf8");
  return filled(without(html, ["main.js", "editor.js"]), {
    'content="policy"': `content="${written(inlinedPolicy(hashes))}"`,
    '<link rel="stylesheet" href="page.css" />': `<style>${style}</style>`,
    "</body>": `<script>${script}</script></body>`,
    ...(await common(build)),
  });
}

/** The lines of the template that name these files are for the page that has them beside it. */
const without = (html, files) =>
  html
    .split("\n")
    .filter((line) => !files.some((file) => line.includes(`"${file}"`)))
    .join("\n");

async function common(build) {
  // A browser may ask for an icon at any time; from the page itself it has it without asking.
  const icon = await readFile(join(www, "favicon.svg"), "base64");
  return {
    'href="favicon.svg"': `href="data:image/svg+xml;base64,${icon}"`,
    ...(build && { '"what was built"': JSON.stringify(build).replaceAll("<", "\\u003c") }),
  };
}

/** Each of these stands in the template once, or the template has changed and this has not. */
function filled(template, replacements) {
  return Object.entries(replacements).reduce((page, [open, filling]) => {
    if (page.split(open).length !== 2) throw new Error(`the template has not one ${open}`);
    return page.replace(open, () => filling);
  }, template);
}

/** Names the social card: what shows a link wants a whole address. */
export function withCard(page, card, url) {
  const properties = {
    "og:url": url.href,
    "og:image": new URL(card, url).href,
    "og:image:width": "1200",
    "og:image:height": "630",
  };
  const elements = Object.entries(properties).map(
    ([property, content]) => `<meta property="${property}" content="${content}" />\n    `,
  );
  return page.replace('<link rel="icon"', () => `${elements.join("")}<link rel="icon"`);
}
