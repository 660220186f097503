/** What the build wrote into the page of itself. */

export interface Built {
  /** The module: its SHA-256, and the functions that it can call. */
  core: { sha256: string; imports: string[] };
  /** SHA-256 of the files beside the page, by their names; none where the page is one file. */
  files?: Record<string, string>;
}

/** Nothing where the page was not built by the build. */
export function built(): Built | undefined {
  try {
    return JSON.parse(document.querySelector("#build")?.textContent ?? "") as Built;
  } catch {
    return undefined;
  }
}
