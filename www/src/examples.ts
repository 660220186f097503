/** The examples: real reports, made into attempts when the page was built. */
import generated from "../generated/examples.json";
import type { Attempt } from "./contract.js";

export interface Example {
  id: string;
  title: string;
  /** What goes wrong, as people say it; examples are found by it. */
  group: string;
  /** What the workflow log says. */
  symptom: string;
  story: string;
  /** Public threads in which people met it. */
  reports: readonly string[];
  attempt: Attempt;
}

export const examples: readonly Example[] = generated;

export function exampleOf(id: string | undefined): Example | undefined {
  return examples.find((example) => example.id === id);
}

/** Those that most people met, in the order of how many. */
export function metMostOften(all: readonly Example[], count: number): Example[] {
  return [...all].sort((one, other) => other.reports.length - one.reports.length).slice(0, count);
}

/** By group, in the order of the examples. */
export function byGroup(all: readonly Example[]): [group: string, examples: Example[]][] {
  const groups = new Map<string, Example[]>();
  for (const example of all) {
    groups.set(example.group, [...(groups.get(example.group) ?? []), example]);
  }
  return [...groups];
}

/** `#example=id`: what the address of this page names by itself. */
export function exampleInLink(hash: string): string | undefined {
  return /^#example=([a-z0-9-]+)$/.exec(hash)?.[1];
}
