/** The files of the built site: collected, told by their sums, written at once. */
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What is worth compressing before it is asked for; hosts that know how send it instead. */
const compressible = new Set([".html", ".js", ".mjs", ".css"]);

export class Site {
  /** @type {Map<string, Buffer>} */
  #files = new Map();

  /** Names of the files that change their name with their content. */
  hashed = [];

  add(name, content) {
    this.#files.set(name, Buffer.from(content));
    return name;
  }

  /** Under a name that changes with the content, so that it can be cached for good. */
  addHashed(name, content) {
    const extension = extname(name);
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
    const hashed = this.add(`${name.slice(0, -extension.length)}-${hash}${extension}`, content);
    this.hashed.push(hashed);
    return hashed;
  }

  /** SHA-256 of each file, in hexadecimal. */
  sums() {
    const sums = [...this.#files].map(([name, content]) => [name, sha256(content, "hex")]);
    return Object.fromEntries(sums.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** As `integrity` and Content-Security-Policy have it. */
  integrity(name) {
    return integrityOf(this.#files.get(name));
  }

  async write(folder) {
    await rm(folder, { recursive: true, force: true });
    for (const [name, content] of this.#files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      if (!compressible.has(extname(name)) || name.startsWith("hosting/")) continue;
      await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
      await writeFile(`${path}.br`, brotli(content));
    }
  }
}

/** In the form that `sha256sum --check` reads. */
export const sumsFile = (sums) =>
  Object.entries(sums)
    .map(([name, sum]) => `${sum}  ${name}\n`)
    .join("");

export const integrityOf = (content) => `sha256-${sha256(content, "base64")}`;

export const sha256 = (content, encoding) => createHash("sha256").update(content).digest(encoding);

function brotli(content) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: content.length };
  return brotliCompressSync(content, { params });
}
