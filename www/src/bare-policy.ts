/** The trust policy alone, as `aws iam update-assume-role-policy` takes it. */

/** Out of the answer that it stands in, where that can be read; otherwise the text as it is. */
export function barePolicy(text: string): string {
  const document = documentIn(parsed(text));
  if (typeof document === "string")
    return parsed(unescaped(document)) === undefined ? text : unescaped(document);
  return document === undefined ? text : JSON.stringify(document, undefined, 2);
}

/** In the answer of `aws iam get-role`, or beside a role's name. */
function documentIn(answer: unknown): unknown {
  const role = memberOf(answer, "Role") ?? answer;
  return memberOf(role, "AssumeRolePolicyDocument");
}

function memberOf(value: unknown, name: string): unknown {
  const isObject = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Record<string, unknown>)[name] : undefined;
}

/** IAM's API answers with percent signs for most characters. */
function unescaped(text: string): string {
  try {
    return text.startsWith("%7B") ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
