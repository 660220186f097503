/**
 * Pictures of the page, kept at half their size: `cargo xtask test --only page --update` accepts new ones.
 *
 * They are taken with fonts of the tests' own and compared by `compare.mjs`, to which a part that is
 * missing, moved or in another colour is a difference, and what a renderer decides is none. What the build
 * makes anew, tokens and the names of keys, is covered before.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { difference } from "./compare.mjs";

const folder = new URL("./kept/", import.meta.url);
const elsewhere = new URL("../../../target/pictures/", import.meta.url);
const update = process.env.UPDATE_SNAPSHOTS === "1";

/** Compares what is in view with the picture kept under this name. */
export async function assertPicture(page, name) {
  const found = await taken(page);
  const file = new URL(fileOf(name), folder);
  if (update) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, PNG.sync.write(stepped(found), { colorType: 2, deflateLevel: 9 }));
    return;
  }
  const kept = PNG.sync.read(readFileSync(file));
  assert.deepEqual(
    [found.width, found.height],
    [kept.width, kept.height],
    `the size of the picture “${name}”`,
  );
  const marks = difference(kept, found);
  if (marks === undefined) return;
  mkdirSync(elsewhere, { recursive: true });
  const written = (kind, picture) => {
    const to = new URL(`${fileOf(name).replace(".png", "")}.${kind}.png`, elsewhere);
    writeFileSync(to, PNG.sync.write(Object.assign(new PNG(picture), { data: Buffer.from(picture.data) })));
    return fileURLToPath(to);
  };
  assert.fail(
    `“${name}” looks different in ${marks.count} places: it is ${written("found", found)}, ` +
      `should be ${fileURLToPath(file)}, and differs in ${written("difference", marks)}`,
  );
}

/** Every picture is of a state that there is. */
export function assertNoPictureLeftOver(names) {
  assert.deepEqual(readdirSync(folder).sort(), names.map(fileOf).sort());
}

async function taken(page) {
  const screenshot = await page.screenshot({
    animations: "disabled",
    caret: "hide",
    mask: [
      page.locator(".frame", { has: page.locator(".stack.token") }),
      page.locator("assumable-share textarea, assumable-share input[readonly]"),
      page.locator("assumable-keys th"),
    ],
    maskColor: "#8a8f9c",
  });
  return halved(PNG.sync.read(screenshot));
}

/** Colours are kept in so many steps: enough to see, and half the size. */
const steps = 16;

function stepped({ width, height, data }) {
  const coarse = new PNG({ width, height });
  data.forEach((value, at) => {
    coarse.data[at] = Math.min(255, Math.round(value / steps) * steps);
  });
  return coarse;
}

/** Four pixels to one. */
function halved({ width, height, data }) {
  const half = new PNG({ width: width >> 1, height: height >> 1 });
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        const at = (dx, dy) => data[((2 * y + dy) * width + 2 * x + dx) * 4 + channel];
        half.data[(y * half.width + x) * 4 + channel] = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
      }
    }
  }
  return half;
}

function fileOf(name) {
  return `${name.replaceAll(/[ ,]+/g, "-")}.png`;
}
