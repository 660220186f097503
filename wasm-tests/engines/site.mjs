/**
 * The built site as a host serves it, and everything that a browser asks for, written down.
 *
 * It stands in front of the server that `cargo xtask` runs and changes nothing of its answers
 * but, where a scenario asks for it, the page: scripts of `inside/` come before the page's own,
 * from the same origin, as its Content-Security-Policy wants it. It is also the browser's proxy
 * for all the rest of the world, which it refuses.
 */

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const behind = process.env.ASSUMABLE_SITE ?? "http://127.0.0.1:8080";

const marker = "<title>";

/** Starts it on a free port; `url` is the page, `proxy` what a browser is told. */
export async function startSite() {
  const site = {
    /** Every request so far, e.g. `GET /main-0123456789.js` or `CONNECT example.com:443`. */
    requests: [],
    /** Files of `inside/` that the next pages start with. */
    before: [],
    /** What is done to the text of the next pages, and to their policy. */
    change: (text) => text,
  };
  const server = createServer((request, response) => {
    answer(site, request, response).catch((error) => response.destroy(error));
  });
  server.on("connect", ({ url }, socket) => {
    site.requests.push(`CONNECT ${url}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  site.proxy = `127.0.0.1:${server.address().port}`;
  site.origin = `http://${site.proxy}`;
  site.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return site;
}

async function answer(site, { method, url }, response) {
  const target = new URL(url, site.origin);
  if (target.origin !== site.origin) {
    site.requests.push(`${method} ${target.href}`);
    response.writeHead(502).end();
    return;
  }
  // A host without the worker: from its cache, a page would come without what a scenario has put into it.
  if (target.pathname === "/sw.js") {
    response.writeHead(404).end();
    return;
  }
  site.requests.push(`${method} ${target.pathname}`);
  const inside = /^\/inside\/([a-z-]+\.js)$/.exec(target.pathname);
  if (inside !== null) {
    response.writeHead(200, {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "no-store",
    });
    response.end(await readFile(new URL(`./inside/${inside[1]}`, import.meta.url)));
    return;
  }
  await pass(site, method, target, response);
}

/** The answer of the server behind, with its own headers. */
async function pass(site, method, target, response) {
  const found = await fetch(`${behind}${target.pathname}`, { method });
  const headers = Object.fromEntries(found.headers);
  const isPage = headers["content-type"]?.startsWith("text/html") === true;
  if (isPage) headers["content-security-policy"] = site.change(headers["content-security-policy"] ?? "");
  const body = isPage ? changed(site, await found.text()) : Buffer.from(await found.arrayBuffer());
  for (const name of ["connection", "content-length", "content-encoding", "keep-alive"]) delete headers[name];
  response.writeHead(found.status, { ...headers, "cache-control": "no-store" });
  response.end(body);
}

function changed(site, page) {
  const scripts = site.before.map((name) => `<script src="/inside/${name}"></script>`);
  return site.change(page).replace(marker, `${scripts.join("")}${marker}`);
}
