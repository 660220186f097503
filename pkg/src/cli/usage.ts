/** The command was not given what it needs. The message says what was expected, what was found and where. */
export class BadUsage extends Error {
  override readonly name = "BadUsage";
}

/** An argument as it may be repeated: what looks like a token, or is no name at all, is not. */
export function named(argument: string): string {
  const secret = argument.length > 200 || /\bey[\w-]{8,}/.test(argument);
  return secret ? "an argument that is not repeated here, since it may be a token" : `\`${argument}\``;
}
