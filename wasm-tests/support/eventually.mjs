/** Waiting for a state that only the test can tell, of two pages or of a page and its host. */

import { setTimeout } from "node:timers/promises";

/** Milliseconds, on a busy machine. */
const patience = 60_000;
const between = 50;

/** Looks again until a check no longer throws, and gives what it gives; throws what it throws at last. */
export async function eventually(check, latest = Date.now() + patience) {
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > latest) throw error;
    }
    await setTimeout(between);
  }
}
