/** When to do what can wait: the browser paints and hears keys in between. */

/** Milliseconds that a paint, or an idle moment, is waited for: a page that is out of sight has none. */
const latest = 200;

/** When what the HTML says of itself can be seen. */
export function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const seen = new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length > 0) done();
    });
    const done = () => {
      seen.disconnect();
      resolve();
    };
    seen.observe({ type: "paint", buffered: true });
    setTimeout(done, latest);
  });
}

/** When there is nothing else to do. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      resolve();
    };
    // Safari has no idle callback.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(done, { timeout: latest });
    else setTimeout(done);
  });
}

/** Later, in a task of its own. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** When everything that the page asks for has arrived. */
export function loaded(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      resolve();
    };
    if (document.readyState === "complete") done();
    else addEventListener("load", done, { once: true });
  });
}
