/** What can go wrong around the page, brought about before it is loaded. */

/** The page as it is, with another policy. */
export function withPolicy(from, to) {
  return (page) => changed(page, (html) => html.replace(from, to));
}

/** What a browser shows that runs no script; a script of the tests can still look at it. */
export function withoutJavaScript(page) {
  return changed(page, (html) => html.replace(/<script[^]*?<\/script>/g, "").replace(/<\/?noscript>/g, ""));
}

function changed(page, change) {
  return page.route(/\/$/, async (route) => {
    try {
      const response = await route.fetch();
      const body = change(await response.text());
      await route.fulfill({ response, body, headers: { "Content-Type": "text/html" } });
    } catch {
      // The page has gone, or misses its own document, which its test says.
      await route.abort().catch(() => {});
    }
  });
}

export function withoutWebAssembly(page) {
  return page.addInitScript(() => delete globalThis.WebAssembly);
}

export function withDamagedModule(page) {
  return page.addInitScript(() => {
    WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError("not a module"));
  });
}

export function withoutScripts(page) {
  return page.route("**/*.js", (route) => route.fulfill({ status: 404 }));
}

/** One of the scripts that the core is in. */
export function withoutPartOfCore(page) {
  return page.route(/\/core-2-\w+\.js$/, (route) => route.fulfill({ status: 404 }));
}

export function withRefusingClipboard(page) {
  return page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
}

/** The module's `inspect` traps while `globalThis.traps` is true. */
export function withTraps(page) {
  return page.addInitScript(() => {
    const Instance = WebAssembly.Instance;
    WebAssembly.Instance = function (module, imports) {
      const { exports } = new Instance(module, imports);
      const inspect = (...given) => {
        if (globalThis.traps) throw new WebAssembly.RuntimeError("unreachable");
        return exports.inspect(...given);
      };
      return { exports: { ...exports, inspect } };
    };
  });
}

/** What a test provoked and has looked at. */
export async function forgiveViolations(page, watch) {
  watch.forgiveErrors();
  await page.evaluate(() => {
    globalThis.__violations = [];
  });
}
