/** Times of several ways to do the same, in turns, so that what else the machine does meets all of them. */

const ROUNDS = 15;

/**
 * Microseconds an item, by name: the median of the rounds. A way takes one item and may be asynchronous,
 * and is then waited for, as its users do.
 */
export async function measure(ways, items, rounds = ROUNDS) {
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const start = performance.now();
      for (const item of items) {
        const result = way(item);
        if (result instanceof Promise) await result;
      }
      // The first round compiles.
      if (round >= 0) times[name].push(((performance.now() - start) * 1000) / items.length);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, found]) => [name, median(found)]));
}

export function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
