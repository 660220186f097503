/** Runs in the page, before its own scripts: a clock that can be put forward, and how often the page has looked at it. */
{
  const { now } = Date;
  let ahead = 0;
  Date.now = () => now() + ahead;
  const { setInterval } = globalThis;
  globalThis.ticks = 0;
  globalThis.setInterval = (tick, ...rest) =>
    setInterval(
      () => {
        tick();
        globalThis.ticks += 1;
      },
      ...rest,
    );
  globalThis.putForward = (seconds) => {
    ahead += seconds * 1000;
  };
}
