/**
 * When what was put in is cleared because nothing happens.
 *
 * Clocks are compared, and no timers counted: a tab that is out of sight, asleep or frozen has few of them or
 * none, and clears when it has the next. Of two clocks the one that has gone further counts: a person
 * can set the machine's, and the other stands still in some systems while the machine sleeps.
 */

/** Seconds after which everything is cleared when nothing happens. */
const usualLimit = 600;
/** The same once somebody has asked to keep it, until something new is put in. */
const keptLimit = 3600;
/** Seconds before the end from which on it is said. */
const warned = 120;

interface Clocks {
  wall: number;
  running: number;
}

export class IdleTime {
  private since = clocks();
  private limit: typeof usualLimit | typeof keptLimit = usualLimit;
  private holds = false;

  /** Something new: a time that was granted to what was there before is not its own. */
  putIn(): void {
    this.holds = true;
    this.limit = usualLimit;
    this.since = clocks();
  }

  /** Somebody is there. */
  touch(): void {
    if (!this.isOver) this.since = clocks();
  }

  /** Somebody wants it kept. */
  keep(): void {
    this.limit = keptLimit;
    this.since = clocks();
  }

  /** Nothing is there any more that would have to be cleared. */
  cleared(): void {
    this.holds = false;
    this.limit = usualLimit;
  }

  get isOver(): boolean {
    return this.holds && this.left <= 0;
  }

  /** Whether it has been kept. */
  get isKept(): boolean {
    return this.limit === keptLimit;
  }

  /** Seconds until clearing; undefined where that is not to be said yet. */
  get warning(): number | undefined {
    const { left } = this;
    return this.holds && left <= warned ? Math.max(0, Math.ceil(left)) : undefined;
  }

  private get left(): number {
    const { wall, running } = clocks();
    return this.limit - Math.max(wall - this.since.wall, running - this.since.running);
  }
}

/** Seconds on both. */
function clocks(): Clocks {
  return { wall: Date.now() / 1000, running: performance.now() / 1000 };
}
