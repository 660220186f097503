/** From wherever the module is to a compiled `WebAssembly.Module`. */

/** As `init` takes it. */
export type ModuleSource = BufferSource | URL | Response | WebAssembly.Module;

/** Compiles the module. Rejects with a sentence that says what came instead of it. */
export async function loadModule(source?: ModuleSource): Promise<WebAssembly.Module> {
  if (source === undefined) return fromUrl(new URL("./assumable.wasm", import.meta.url));
  if (source instanceof URL) return fromUrl(source);
  if (typeof Response === "function" && source instanceof Response) return fromResponse(source);
  if (source instanceof WebAssembly.Module) return source;
  if (isBytes(source)) return WebAssembly.compile(bytesOf(source));
  throw wrongSource();
}

/** The same without waiting, from bytes at hand. */
export function compileModule(source: BufferSource | WebAssembly.Module): WebAssembly.Module {
  if (source instanceof WebAssembly.Module) return source;
  if (isBytes(source)) return new WebAssembly.Module(bytesOf(source));
  throw new TypeError("initSync: expected the bytes of assumable.wasm or a WebAssembly.Module");
}

async function fromUrl(url: URL): Promise<WebAssembly.Module> {
  if (url.protocol === "file:" && isNode()) return WebAssembly.compile(await readFile(url));
  return fromResponse(await fetch(url));
}

async function fromResponse(response: Response): Promise<WebAssembly.Module> {
  const from = response.url === "" ? "the response" : response.url;
  if (!response.ok)
    throw new Error(`Assumable could not load its module: ${from} answered ${String(response.status)}`);
  // Streaming needs the right type; many a static server does not know it.
  if (response.headers.get("Content-Type") === "application/wasm")
    return WebAssembly.compileStreaming(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!isWasm(bytes)) throw new Error(`Assumable could not load its module: ${from} is not WebAssembly`);
  return WebAssembly.compile(bytes);
}

/** Every module begins with a zero byte and `asm`. */
function isWasm(bytes: Uint8Array): boolean {
  return [0x00, 0x61, 0x73, 0x6d].every((byte, index) => bytes[index] === byte);
}

function isBytes(source: unknown): source is BufferSource {
  return (
    ArrayBuffer.isView(source) ||
    ["[object ArrayBuffer]", "[object SharedArrayBuffer]"].includes(Object.prototype.toString.call(source))
  );
}

/** Not every engine compiles every kind of view. */
function bytesOf(source: BufferSource): BufferSource {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : source;
}

function isNode(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node !== undefined;
}

/** Node fetches no `file:` address. The name is put together here so that no bundler follows it. */
async function readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const name = ["node:fs", "promises"].join("/");
  const fs = (await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as {
    readFile(url: URL): Promise<Uint8Array<ArrayBuffer>>;
  };
  return fs.readFile(url);
}

function wrongSource(): TypeError {
  return new TypeError(
    "init: expected the bytes of assumable.wasm, a URL, a Response or a WebAssembly.Module",
  );
}
