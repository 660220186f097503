/** `SHA256SUMS`, of the site and of the package: every file that somebody could want to compare, and its sum. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { installed, project } from "./package.mjs";

/** What a host reads is no part of the page; what is compressed is a file beside it. */
const isForHosts = /^(_headers|\.htaccess|vercel\.json|hosting)$|\.(br|gz)$/;

for (const [what, folder] of Object.entries({ site: join(project, "www/dist"), package: installed })) {
  test(`the sums of the ${what} are those of its files`, async () => {
    const listed = await readFile(join(folder, "SHA256SUMS"), "utf8");
    const names = (await readdir(folder)).filter((name) => name !== "SHA256SUMS" && !isForHosts.test(name));
    const lines = await Promise.all(
      names.sort().map(async (name) => {
        const sum = createHash("sha256").update(await readFile(join(folder, name)));
        return `${sum.digest("hex")}  ${name}\n`;
      }),
    );
    assert.equal(listed, lines.join(""));
  });
}
