/**
 * Chromium, Firefox and WebKitGTK behind one interface: selenium's `WebDriver`.
 *
 *     const browser = await launch("firefox");
 *     await browser.driver.get("http://127.0.0.1:8080/");
 *     await browser.end();
 *
 * Nothing in this file knows the page. Each browser has a driver process of its own, on a free
 * port, which is ended with it; WebKitGTK, which always wants a screen, gets one in memory. What
 * is not on its usual path is named in CHROMIUM, CHROMEDRIVER, FIREFOX, GECKODRIVER, WEBKITDRIVER
 * or MINIBROWSER. `cargo xtask test --only engines` installs what is missing and names it here.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { Builder, Capabilities, error } from "selenium-webdriver";

/** How long anything may take on a busy machine, in milliseconds: what is not there by then does not come. */
export const patience = 60_000;

/** A browser that does not come up on a busy machine comes up the next time. */
const launches = 3;

/** It is on nobody's path: it lies beside WebKitGTK's libraries. */
const debianMiniBrowser = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

const every = ["chromium", "firefox", "webkit"];

/** The engines to test: all of them, or those of ASSUMABLE_ENGINES, separated by commas. */
export const engines = chosen(process.env.ASSUMABLE_ENGINES);

function chosen(names) {
  if (!names) return every;
  const wanted = names.split(",").map((name) => name.trim());
  const unknown = wanted.find((name) => !every.includes(name));
  if (unknown !== undefined)
    throw new Error(`ASSUMABLE_ENGINES: “${unknown}” is none of ${every.join(", ")}`);
  return wanted;
}

/**
 * Finds an element and does something with it. One that is drawn anew in between, or moves away, is found again.
 *
 * @template Found
 * @param {() => Promise<Found>} find
 * @param {(found: Found) => Promise<unknown>} act
 */
export async function again(find, act) {
  for (const latest = Date.now() + patience; ;) {
    try {
      return await act(await find());
    } catch (failure) {
      if (!passing.some((kind) => failure instanceof kind) || Date.now() > latest) throw failure;
    }
  }
}

/** What a driver says of an element that was there a moment ago. */
const passing = [
  error.StaleElementReferenceError,
  error.ElementNotInteractableError,
  error.ElementClickInterceptedError,
  error.MoveTargetOutOfBoundsError,
];

/**
 * A browser for a file of tests, launched when it is first asked for, and again after it was ended.
 *
 * @param {() => Promise<{ end: () => Promise<void> }>} start
 */
export function kept(start) {
  let launched;
  return {
    get: () => (launched ??= start()),
    async end() {
      const ending = launched;
      launched = undefined;
      await (await ending?.catch(() => {}))?.end();
    },
  };
}

/** Starts a browser, by more than one try: see {@link launchOnce}. */
export async function launch(engine, options = {}) {
  const failures = [];
  while (failures.length < launches) {
    try {
      return await launchOnce(engine, options);
    } catch (failure) {
      failures.push(failure);
    }
  }
  throw new AggregateError(failures, failures.map(({ message }) => message).join("\n"));
}

/**
 * Starts a browser with a profile of its own.
 *
 * @param {"chromium" | "firefox" | "webkit"} engine
 * @param {object} [options]
 * @param {string} [options.proxy] `host:port` to which everything goes that is not this machine
 * @param {boolean} [options.dark] whether the system prefers dark
 */
async function launchOnce(engine, options) {
  const ended = [];
  const end = async () => {
    // What has died already cannot be stopped, and keeps nothing else from being stopped.
    for (const stop of ended.splice(0).reverse()) await inTime(stop()).catch(() => {});
  };
  try {
    const { path, arguments: given, capabilities, screen } = kinds[engine](options);
    // Firefox asks for its own settings over the network unless it is told to be under test.
    const environment = { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" };
    if (screen) environment.DISPLAY = await openScreen(ended);
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    await startProcess(path, given(port), environment, ended);
    await answers(`${address}/status`, path);
    const driver = await new Builder()
      .disableEnvironmentOverrides()
      .usingServer(address)
      .withCapabilities(new Capabilities({ ...capabilities, ...proxied(options.proxy) }))
      .build();
    ended.push(() => driver.quit());
    await driver.manage().setTimeouts({ script: 2 * patience, pageLoad: 2 * patience });
    return { engine, driver, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** What keeps Chromium from asking for things of its own, which would look like the page's asking. */
const withoutErrands = [
  "--disable-background-networking",
  "--disable-component-extensions-with-background-pages",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-field-trial-config",
  "--disable-quic",
  "--disable-sync",
  "--no-service-autorun",
  `--disable-features=${[
    "AimEnabled",
    "AutofillServerCommunication",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PreconnectToSearch",
    "Translate",
  ]}`,
  // What cannot be switched off is asked at an address where nobody answers.
  "--component-updater=url-source=http://127.0.0.1:1",
  "--gaia-url=http://127.0.0.1:1",
];

/** How each is started. */
const kinds = {
  chromium: () => ({
    path: found("CHROMEDRIVER", "chromedriver"),
    arguments: (port) => [`--port=${port}`, "--log-level=SEVERE"],
    capabilities: {
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: found("CHROMIUM", "chromium", "google-chrome"),
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--lang=en-GB", ...withoutErrands],
      },
    },
  }),
  firefox: () => ({
    path: found("GECKODRIVER", "geckodriver"),
    arguments: (port) => [`--port=${port}`, "--log=error"],
    capabilities: {
      browserName: "firefox",
      "moz:firefoxOptions": {
        binary: found("FIREFOX", "firefox-esr", "firefox"),
        args: ["-headless"],
        prefs: {
          "intl.accept_languages": "en-GB",
          "services.settings.server": "data:,#remote-settings-dummy/v1",
        },
      },
    },
  }),
  webkit: () => ({
    path: found("WEBKITDRIVER", "WebKitWebDriver"),
    arguments: (port) => [`--port=${port}`],
    screen: true,
    capabilities: {
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": {
        binary: process.env.MINIBROWSER ?? debianMiniBrowser,
        args: ["--automation"],
      },
    },
  }),
};

function proxied(proxy) {
  return proxy === undefined ? {} : { proxy: { proxyType: "manual", httpProxy: proxy, sslProxy: proxy } };
}

/** A program, by a variable of the environment or from the path. */
function found(variable, ...names) {
  const named = process.env[variable];
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(":");
  const paths = names.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  const path = paths.find((path) => existsSync(path));
  if (path === undefined) throw new Error(`${names[0]} is needed on the path, or named in ${variable}`);
  return path;
}

/** A screen in memory; returns its name. */
async function openScreen(ended) {
  const screen = spawn(
    found("XVFB", "Xvfb"),
    ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"], detached: true },
  );
  ended.push(() => stopped(screen));
  const [number] = await Promise.race([
    once(createInterface(screen.stdio[3]), "line"),
    once(screen, "exit").then(() => Promise.reject(new Error("Xvfb did not start"))),
  ]);
  return `:${number}`;
}

async function startProcess(path, given, environment, ended) {
  // In a group of its own, so that no browser is left over whose driver has died.
  const child = spawn(path, given, { env: environment, stdio: "ignore", detached: true });
  ended.push(() => stopped(child));
  await once(child, "spawn");
}

async function stopped(child) {
  const exited = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, "exit");
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nothing of the group is left.
  }
  await exited;
}

/** One that no longer answers is not waited for. */
async function inTime(work) {
  const late = new AbortController();
  try {
    await Promise.race([work, wait(patience, undefined, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}

async function answers(url, path) {
  for (const latest = Date.now() + patience; Date.now() < latest;) {
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await wait(50);
  }
  throw new Error(`${path} does not answer`);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
