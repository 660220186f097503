/** Runs in the page, before its own scripts: what happens there that nobody should miss. */
globalThis.observed = { violations: [], errors: [], said: [] };

addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  globalThis.observed.violations.push(`${effectiveDirective} ${blockedURI}`);
});
addEventListener("error", ({ message }) => globalThis.observed.errors.push(message));
addEventListener("unhandledrejection", ({ reason }) => globalThis.observed.errors.push(String(reason)));

for (const level of ["debug", "log", "info", "warn", "error"]) {
  const say = console[level];
  console[level] = (...what) => {
    globalThis.observed.said.push(what.map(String).join(" "));
    if (level === "error") globalThis.observed.errors.push(globalThis.observed.said.at(-1));
    say.apply(console, what);
  };
}
