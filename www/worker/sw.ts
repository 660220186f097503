/**
 * Keeps the page for visits without a network: the site's own files, known by their sums, and
 * nothing else. What is pasted never comes near it: it answers for those files alone, and the page
 * may not connect to anything.
 */
export {};

declare const self: ServiceWorkerGlobalScope;

/** Written here by the build: each file, relative to this one, and its sum. */
declare const FILES: Readonly<Record<string, string>>;
declare const EDITION: string;

/** Another site may be kept under the same origin. */
const family = `assumable ${self.registration.scope}`;
const edition = `${family} ${EDITION}`;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("fetch", (event) => {
  const file = fileOf(event.request);
  if (file !== undefined) event.respondWith(answer(file, event.request));
});
// Only when the person says so: what was pasted is gone when the page is loaded anew.
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

/** All of them or none: a file with another sum stops the installation. */
async function keep() {
  const cache = await caches.open(edition);
  const requests = Object.entries(FILES).map(
    ([file, integrity]) => new Request(file, { integrity, cache: "no-cache", redirect: "error" }),
  );
  await cache.addAll(requests);
}

async function dropOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(`${family} `) && name !== edition);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** The file that a request is for, as {@link FILES} names it; undefined for anything else. */
function fileOf({ method, url }: Request): string | undefined {
  const { scope } = self.registration;
  const [address = ""] = url.split(/[?#]/);
  if (method !== "GET" || !address.startsWith(scope)) return undefined;
  const name = address.slice(scope.length);
  const file = ["", "index.html"].includes(name) ? "./" : name;
  return Object.hasOwn(FILES, file) ? file : undefined;
}

async function answer(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(edition);
  return (await cache.match(file)) ?? fetch(request);
}
