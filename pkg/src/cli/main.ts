#!/usr/bin/env node
/** The command `assumable`: what STS would answer, for a terminal or a pipeline. */

import init, { version } from "../../assumable.js";
import { readCommand } from "./arguments.js";
import { casesOf, isFine, type Case } from "./cases.js";
import { annotations, fenced, unreadableAnnotations, writeStepSummary } from "./github.js";
import { help, words } from "./words.js";
import { json } from "./json.js";
import { free, remember } from "./leaving.js";
import { Unreadable } from "./unreadable.js";
import { BadUsage } from "./usage.js";
import { reportText } from "./text.js";
import { Terminal, clipped, safe } from "./terminal.js";

/** 0: as wanted. 1: not so. 2: there is no verdict. */
async function main(): Promise<0 | 1 | 2> {
  await init();
  const given = process.argv.slice(2);
  remember(...given);
  const command = readCommand(given);
  if (command.name === "help") return say(help);
  if (command.name === "version") return say(words.version(version()));
  const cases = await casesOf(command).catch((error: unknown) => {
    if (error instanceof Unreadable && command.format === "github") say(unreadableAnnotations(error.faults));
    throw error;
  });
  await print(cases, command.format);
  return cases.every(isFine) ? 0 : 1;
}

async function print(cases: readonly Case[], format: "text" | "json" | "github"): Promise<void> {
  if (format === "json") {
    // Its texts have passed one by one: a mark across them would not be JSON.
    process.stdout.write(json(cases));
    return;
  }
  const terminal = new Terminal(process.stdout, process.env);
  reportText(terminal, cases);
  const inWorkflow = format === "github" || process.env["GITHUB_ACTIONS"] === "true";
  say(inWorkflow ? fenced(terminal.text()) : terminal.text());
  if (format !== "github") return;
  say(annotations(cases));
  await writeStepSummary(cases);
}

function say(text: string): 0 {
  process.stdout.write(free(text));
  return 0;
}

// Whoever reads no further, as `head`, is not told that it failed.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  process.exitCode = await main();
} catch (error) {
  // Never the stack, and no text that a terminal would act on.
  const message = guarded(error instanceof Error ? error.message : String(error));
  const lines =
    error instanceof Unreadable ? message.split("\n").map((line) => safe(clipped(line))) : [safe(message)];
  const hint = error instanceof BadUsage ? [words.hint] : [];
  process.stderr.write(`assumable: ${inert([...lines, ...hint].join("\n"))}\n`);
  process.exitCode = 2;
}

/** Where the module could not be loaded the message is the loader's own, and nothing has been read yet. */
function guarded(message: string): string {
  try {
    return free(message);
  } catch {
    return message;
  }
}

/** The runner of GitHub Actions takes commands from any place of a line, in this form that it still knows. */
function inert(text: string): string {
  return text.replaceAll("##[", "#⟨U+0023⟩[");
}
