/**
 * The pictures that stand for the project elsewhere, from the page's own mark, words and colours:
 *
 *     node www/scripts/card.mjs [folder]
 *
 * writes `social-card.png` (1200 × 630, for links to the project) and `icon.png` (512 × 512)
 * to `docs/`. `cargo xtask screenshot` does it too.
 */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const www = fileURLToPath(new URL("../", import.meta.url));
const folder = resolve(process.argv[2] ?? join(www, "../docs"));

const mark = await readFile(join(www, "favicon.svg"), "utf8");
const colours = await readFile(join(www, "src/page.css"), "utf8");
const strings = await sentences();

/** The table of sentences, as the page has it. */
async function sentences() {
  const { outputFiles } = await build({
    entryPoints: [join(www, "src/strings.ts")],
    bundle: true,
    write: false,
    format: "esm",
  });
  const module = Buffer.from(outputFiles[0].contents).toString("base64");
  // eslint-disable-next-line no-unsanitized/method -- it is what has just been bundled
  return (await import(`data:text/javascript;base64,${module}`)).strings;
}

/** The way of a token that is refused at the trust policy: as on the page, seen from afar. */
const gates = [
  ["passed", strings.gates.checks["token-format"]],
  ["passed", strings.gates.checks.provider],
  ["passed", strings.gates.checks.timestamps],
  ["passed", strings.gates.checks.signature],
  ["failed", strings.gates.checks["trust-policy"]],
];
const signs = { passed: "M4.5 10.5l3.7 3.7 7.3-8.2", failed: "M5.5 5.5l9 9m0-9l-9 9" };

const gate = ([status, title]) => `<li class="${status}">
  <svg viewBox="0 0 20 20"><path d="${signs[status]}"/></svg>${title}
</li>`;

const card = `<!doctype html>
<meta charset="utf-8">
<style>
  ${colours}
  body { display: grid; grid-template-rows: auto 1fr auto; box-sizing: border-box; width: 1200px; height: 630px; padding: 64px 72px; }
  .name { display: flex; align-items: center; gap: 20px; color: var(--accent); font-size: 40px; font-weight: 700; }
  .name svg { width: 72px; height: 72px; }
  h1 { align-self: center; margin: 0; font-size: 76px; font-weight: 700; letter-spacing: -0.02em; line-height: 1.12; text-wrap: balance; }
  ul { display: flex; align-items: center; margin: 0 0 28px; padding: 0; list-style: none; font-size: 24px; font-weight: 600; }
  li { display: flex; align-items: center; gap: 8px; padding: 10px 18px 10px 12px; border: 2px solid; border-radius: 99px; }
  li svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
  li + li { margin-inline-start: 34px; position: relative; }
  li + li::before { position: absolute; right: calc(100% + 2px); width: 34px; border-top: 3px solid var(--good); content: ""; }
  .passed { border-color: var(--good); color: var(--good); }
  .failed { border-color: var(--bad); background: var(--bad); color: var(--surface); }
  p { margin: 0; color: var(--soft); font-size: 26px; line-height: 1.4; }
</style>
<div class="name">${mark}${strings.name}</div>
<h1>${strings.question}</h1>
<div><ul>${gates.map(gate).join("")}</ul><p>${strings.social}</p></div>`;

const icon = `<!doctype html>
<style>body { margin: 0 } svg { display: block; width: 512px; height: 512px }</style>
${mark}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--font-render-hinting=none"],
});
for (const [name, content, width, height] of [
  ["social-card.png", card, 1200, 630],
  ["icon.png", icon, 512, 512],
]) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
  await page.setContent(content);
  const path = join(folder, name);
  await page.screenshot({ path, omitBackground: true });
  console.log(`made ${path}`);
}
await browser.close();
