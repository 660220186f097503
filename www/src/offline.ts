/**
 * The hosted page's service worker, which keeps the site's files, so that the page opens without a
 * network. Where there is none, by the browser or by its settings, the page is as it was.
 */

/** Relative to the page, which may be under any path. */
const worker = "sw.js";

/** `newer` is told when another version has arrived, with a function that changes to it. */
export async function keepOffline(newer: (change: () => void) => void): Promise<void> {
  // Absent where the page is no secure context.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (container === undefined) return;
  try {
    const registration = await container.register(trusted(worker), { updateViaCache: "none" });
    const offer = () => {
      // The first one has nothing to take over from.
      const { waiting } = registration;
      if (waiting !== null && container.controller !== null) newer(() => changeTo(waiting, container));
    };
    offer();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", offer);
    });
  } catch {
    // Refused, or its script is not there: this page is a copy of its own.
  }
}

function changeTo(waiting: ServiceWorker, container: ServiceWorkerContainer) {
  container.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("take over");
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

/** The page's policy lets a script be named in this one place, and only this one. */
function trusted(url: typeof worker): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return (
    trustedTypes?.createPolicy("assumable-offline", { createScriptURL: () => worker }).createScriptURL(url) ??
    url
  );
}
