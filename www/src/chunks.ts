/** Scripts that the page asks for while it loads and does not wait for. */

/** What `build.mjs` says of one; the name is empty where it stands in this very script. */
export interface Chunk {
  file: string;
  /** Its sum, which the browser holds it to. */
  integrity: string;
}

/**
 * Fetches it, for a later import. Asked for in the page itself, it would come in the way of the script
 * that asks here; asked for later, it would be a request of a page that has loaded.
 */
export function fetchAhead({ file, integrity }: Chunk, priority: "auto" | "low"): void {
  if (file === "") return;
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = file;
  link.integrity = integrity;
  link.fetchPriority = priority;
  document.head.append(link);
}
