/** Times as people read them. Everything is in whole seconds since the epoch. */
import { strings } from "./strings.js";

const { units, ago, ahead, justNow } = strings.time;

const sizes: readonly [seconds: number, one: string, many: string][] = [
  [31_557_600, ...units.year],
  [86_400, ...units.day],
  [3_600, ...units.hour],
  [60, ...units.minute],
  [1, ...units.second],
];

/** `3 min 12 s`: the two largest units. */
export function duration(seconds: number): string {
  let rest = Math.abs(Math.trunc(seconds));
  const parts: string[] = [];
  for (const [size, one, many] of sizes) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${String(count)} ${count === 1 ? one : many}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ") || `0 ${units.second[1]}`;
}

/** `3 min 12 s ago`, `in 2 h`, `now`. */
export function relative(at: number, now: number): string {
  if (Math.trunc(at - now) === 0) return justNow;
  return at < now ? ago(duration(now - at)) : ahead(duration(at - now));
}

/** `3:12`, `1:02:03`: for something that counts down. */
export function countdown(seconds: number): string {
  const rest = Math.max(0, Math.trunc(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(rest / 3600);
  const minutes = Math.floor((rest % 3600) / 60);
  const start = hours > 0 ? `${String(hours)}:${two(minutes)}` : String(minutes);
  return `${start}:${two(rest % 60)}`;
}

/** `2026-09-11 12:07:00 UTC`; outside the range of dates the number itself. */
export function utc(at: number): string {
  const date = new Date(at * 1000);
  if (Number.isNaN(date.getTime())) return String(at);
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

const here = new Intl.DateTimeFormat(undefined, {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});

/** The same moment where the reader is. */
export function local(at: number): string {
  const date = new Date(at * 1000);
  return Number.isNaN(date.getTime()) ? "" : here.format(date);
}

/** Seconds since the epoch of an ISO 8601 time. */
export function secondsOf(iso: string): number | undefined {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? undefined : at / 1000;
}

/** The value of an `<input type="datetime-local">` that is read as UTC. */
export function toInput(at: number): string {
  const date = new Date(at * 1000);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 19);
}

export function fromInput(value: string): number | undefined {
  return secondsOf(`${value}Z`);
}
