/** The built site as a good host serves it: compressed, and what carries its hash in its name kept for good. */
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { brotliCompressSync } from "node:zlib";

const dist = new URL("../../www/dist/", import.meta.url);

/** Stands in front of another server; gives its address and how it is ended. Compresses before it is asked. */
export async function startHost(behind) {
  const kept = new Map();
  for (const name of ["", ...(await readdir(dist))]) kept.set(`/${name}`, await answerTo(behind, `/${name}`));
  const server = createServer((request, response) => {
    const { status, headers, body } = kept.get(new URL(request.url, behind).pathname) ?? missing;
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

const missing = { status: 404, headers: { "content-type": "text/plain" }, body: "" };

async function answerTo(behind, pathname) {
  const found = await fetch(`${behind}${pathname}`);
  const body = brotliCompressSync(Buffer.from(await found.arrayBuffer()));
  const headers = Object.fromEntries(found.headers);
  for (const name of ["connection", "content-length", "transfer-encoding"]) delete headers[name];
  const isHashed = /-[\da-f]{10}\.\w+$/.test(pathname);
  return {
    status: found.status,
    headers: {
      ...headers,
      "content-encoding": "br",
      "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    },
    body,
  };
}
