/** `init` and `initSync`, from everything that they take and from what they do not. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { fresh, installed, packaged, wasm } from "./package.mjs";

test("the package exports the functions of the contract and nothing else", async () => {
  assert.deepEqual(Object.keys(await packaged()).sort(), [
    "default",
    "initSync",
    "inspect",
    "issueToken",
    "version",
  ]);
});

test("without an argument the module is found beside the script; later calls return the same promise", async () => {
  const assumable = await fresh();
  const first = assumable.default();
  assert.ok(first instanceof Promise);
  assert.equal(assumable.default(), first);
  assert.equal(await first, undefined);
  assert.equal(assumable.default(await wasm()), first);
  assert.match(assumable.version().version, /^\d+\.\d+\.\d+$/);
  assert.match(assumable.version().facts, /^\d{4}-\d{2}-\d{2}$/);
});

test("before it is loaded every function says so", async () => {
  const assumable = await fresh();
  assert.throws(() => assumable.inspect({ token: "" }), /await init\(\) first/);
  await assert.rejects(assumable.issueToken({ claims: {} }), /await init\(\) first/);
  assert.throws(() => assumable.version(), /await init\(\) first/);
});

test("bytes, compiled modules, addresses and responses are taken", async () => {
  const bytes = await wasm();
  const copied = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const sources = {
    Buffer: bytes,
    Uint8Array: new Uint8Array(bytes),
    DataView: new DataView(copied),
    ArrayBuffer: copied,
    Module: await WebAssembly.compile(bytes),
    "file URL": pathToFileURL(join(installed, "assumable.wasm")),
    Response: new Response(bytes, { headers: { "Content-Type": "application/wasm" } }),
    "Response without a type": new Response(bytes),
  };
  for (const [name, source] of Object.entries(sources)) {
    const assumable = await fresh();
    await assumable.default(source);
    assert.ok(assumable.version().version, name);
  }
});

test("a wrong MIME type is survived; a wrong answer is told", async (t) => {
  const bytes = await wasm();
  const origin = await serve(t, {
    "/right.wasm": { type: "application/wasm", body: bytes },
    "/text.wasm": { type: "text/plain", body: bytes },
    "/page.wasm": { type: "text/html", body: "<!doctype html>" },
    "/empty.wasm": { type: "application/octet-stream", body: "" },
  });
  for (const path of ["/right.wasm", "/text.wasm"]) {
    const assumable = await fresh();
    await assumable.default(new URL(path, origin));
    assert.ok(assumable.version().version, path);
  }
  const assumable = await fresh();
  await assert.rejects(assumable.default(new URL("/missing.wasm", origin)), /missing\.wasm answered 404/);
  await assert.rejects(assumable.default(new URL("/page.wasm", origin)), /page\.wasm is not WebAssembly/);
  await assert.rejects(assumable.default(new URL("/empty.wasm", origin)), /empty\.wasm is not WebAssembly/);
  await assumable.default(new URL("/right.wasm", origin));
  assert.ok(assumable.version().version, "after a failure it can be tried again");
});

test("anything else is misuse", async () => {
  const assumable = await fresh();
  for (const source of [null, 1, true, {}, [], () => {}, Symbol("s")]) {
    await assert.rejects(assumable.default(source), TypeError);
    assert.throws(() => assumable.initSync(source), TypeError);
  }
  assert.throws(() => assumable.initSync(), TypeError);
  await assert.rejects(assumable.default(new Uint8Array([1, 2, 3])), WebAssembly.CompileError);
  assert.throws(() => assumable.initSync(new Uint8Array([1, 2, 3])), WebAssembly.CompileError);
});

test("initSync loads at once, and init then has nothing to do", async () => {
  const bytes = await wasm();
  for (const source of [bytes, new WebAssembly.Module(bytes)]) {
    const assumable = await fresh();
    assert.equal(assumable.initSync(source), undefined);
    assert.ok(assumable.version().version);
    assert.equal(assumable.initSync(source), undefined);
    await assumable.default();
    assert.equal(assumable.default(), assumable.default());
  }
});

async function serve(t, files) {
  const server = createServer((request, response) => {
    const file = files[request.url];
    response.writeHead(file ? 200 : 404, { "Content-Type": file?.type ?? "text/plain" });
    response.end(file?.body ?? "not here");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}
