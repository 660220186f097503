/** From the arguments to what they ask for. */

import { parseArgs } from "node:util";
import { BadUsage, named } from "./usage.js";

/** `takes`: how many values. A list also takes the words behind it, as a shell expands `*.json`. */
const options = {
  token: { takes: "one" },
  claims: { takes: "list" },
  "trust-policy": { takes: "list" },
  jwks: { takes: "one" },
  provider: { takes: "one" },
  "role-arn": { takes: "one" },
  "max-session-duration": { takes: "one" },
  "session-name": { takes: "one" },
  duration: { takes: "one" },
  context: { takes: "list" },
  now: { takes: "one" },
  expect: { takes: "list" },
  strict: { takes: "none" },
  "fail-on": { takes: "one" },
  format: { takes: "one" },
  help: { takes: "none" },
  version: { takes: "none" },
} as const;

type Option = keyof typeof options;

/** What `check` was asked. Texts are still as they were typed. */
export interface Check {
  name: "check";
  values: ReadonlyMap<Option, readonly string[]>;
  format: "text" | "json" | "github";
}

export type Command = Check | { name: "help" } | { name: "version" };

export function readCommand(given: readonly string[]): Command {
  const { command, values } = sorted(given);
  if (values.has("help") || command === "help") return { name: "help" };
  if (values.has("version")) return { name: "version" };
  if (command === undefined) throw new BadUsage("expected a command, `check`, found none");
  if (command !== "check") throw new BadUsage(`expected the command \`check\`, found ${named(command)}`);
  return { name: "check", values, format: formatOf(values.get("format")?.[0]) };
}

function formatOf(given: string | undefined): Check["format"] {
  if (given === undefined) return "text";
  if (given === "text" || given === "json" || given === "github") return given;
  throw new BadUsage(`--format: expected text, json or github, found ${named(given)}`);
}

/** Not `parseArgs`' own strictness: its messages repeat what was typed, which may be a token. */
function sorted(given: readonly string[]) {
  const { tokens } = parseArgs({
    args: [...given],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { takes }]) => [
        name,
        { type: takes === "none" ? "boolean" : "string", ...(name === "help" && { short: "h" }) } as const,
      ]),
    ),
  });
  const values = new Map<Option, string[]>();
  let command: string | undefined;
  let list: string[] | undefined;
  for (const token of tokens) {
    if (token.kind === "option") {
      const option = known(token.name, token.rawName);
      list = collect(values, option, token);
    } else if (token.kind === "positional") {
      if (list !== undefined) list.push(token.value);
      else if (command === undefined && values.size === 0) command = token.value;
      else throw misplaced(token.value, token.index);
    }
  }
  return { command, values };
}

function known(name: string, raw: string): Option {
  if (Object.hasOwn(options, name)) return name as Option;
  throw new BadUsage(`there is no option ${named(raw)}`);
}

/** Adds the value of one option; returns the list that the words behind it go to. */
function collect(
  values: Map<Option, string[]>,
  option: Option,
  { value, inlineValue }: { value?: string | undefined; inlineValue?: boolean | undefined },
): string[] | undefined {
  const { takes } = options[option];
  const before = values.get(option);
  if (takes === "none") {
    if (value !== undefined) throw new BadUsage(`--${option}: expected no value, found one`);
    values.set(option, []);
    return undefined;
  }
  const isOption = inlineValue !== true && value !== undefined && /^-./.test(value);
  if (value === undefined || value === "" || isOption) {
    throw new BadUsage(
      `--${option}: expected a value behind it, found ${isOption ? "another option" : "none"}`,
    );
  }
  if (before !== undefined && takes === "one") throw new BadUsage(`--${option}: expected once, found twice`);
  const list = before ?? [];
  list.push(value);
  values.set(option, list);
  return takes === "list" ? list : undefined;
}

function misplaced(value: string, index: number): BadUsage {
  return new BadUsage(`argument ${index + 1}: expected an option, found ${named(value)}`);
}
