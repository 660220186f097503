/** Runs in the page, before its own scripts: whether the core's memory holds a text, of the instance that is called now. */
{
  const { Instance } = WebAssembly;
  let memory;
  WebAssembly.Instance = function (...given) {
    const instance = new Instance(...given);
    ({ memory } = instance.exports);
    return instance;
  };
  globalThis.isInMemory = (text) => new TextDecoder("latin1").decode(memory.buffer).includes(text);
}
