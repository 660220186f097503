/** Every sentence of the page, in one table: another language is another table. */
import type { CheckId, Evidence, KeyCandidate } from "./contract.js";
import type { DetailName } from "./hideable.js";
import type { Box, Field, ProviderChoice } from "./state.js";
import type { Kind } from "./sort-paste.js";
import type { FileKind } from "./text-of.js";
import type { Cause } from "./workflow-log.js";

const boxes: Record<
  Box,
  { title: string; label: string; from: string; command?: string; placeholder: string }
> = {
  token: {
    title: "Token",
    label: "OIDC token, as pasted",
    from: "A step of a job with “permissions: id-token: write” can print the claims alone. Those are no credential, and enough for most questions.",
    command:
      'curl -sSH "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -r \'.value | split(".")[1] | gsub("-";"+") | gsub("_";"/") | @base64d\'',
    placeholder: "eyJ… or the claims alone, as JSON",
  },
  jwks: {
    title: "Keys",
    label: "The issuer’s JWK Set",
    from: "GitHub publishes its keys. Without them the signature is assumed to be good.",
    command: "curl -s https://token.actions.githubusercontent.com/.well-known/jwks",
    placeholder: '{"keys": […]}, one JWK, or a PEM public key',
  },
  trustPolicy: {
    title: "Trust policy",
    label: "The role’s trust policy",
    from: "The whole answer of this command may be pasted. It names the role as well.",
    command: "aws iam get-role --role-name ROLE",
    placeholder: '{"Version": "2012-10-17", "Statement": […]}',
  },
};

const fields: Record<Exclude<Field, "providerChoice">, { label: string; hint?: string }> = {
  providerArn: { label: "Provider ARN", hint: "Otherwise in the account of the role." },
  providerUrl: { label: "Issuer URL" },
  clientIdList: { label: "Client ids (audiences)", hint: "One a line." },
  thumbprintList: { label: "Thumbprints", hint: "One a line." },
  roleArn: { label: "Role ARN" },
  maxSessionDuration: { label: "Maximum session duration", hint: "Seconds, 3600 to 43200." },
  roleTags: { label: "Role tags", hint: "key = value, one a line." },
  roleSessionName: { label: "Session name" },
  durationSeconds: { label: "Duration", hint: "Seconds, 900 to 43200." },
  providerId: { label: "ProviderId", hint: "Never sent for an OIDC provider." },
  sessionPolicy: { label: "Session policy" },
  policyArns: { label: "Managed session policies", hint: "ARNs, one a line." },
  context: {
    label: "Further condition keys",
    hint: "key = value, one a line, for example aws:SourceIp = 203.0.113.9. They override what the token gives. A key on several lines has several values.",
  },
};

const providerChoices: Record<ProviderChoice, string> = {
  assumed: "Not known: taken to be registered for this issuer and audience",
  registered: "Registered as follows",
  none: "The account has none",
};

const checks: Record<CheckId, string> = {
  parameters: "Parameters",
  "token-format": "Token",
  "required-claims": "Claims",
  provider: "Provider",
  timestamps: "Times",
  audience: "Audience",
  signature: "Signature",
  "session-tags": "Tags",
  "roles-claim": "Roles claim",
  "trust-policy": "Trust policy",
  session: "Session",
};

const evidence: Record<Evidence, string> = {
  observed: "Seen on real AWS STS, in published captures of 2026-09-11.",
  documented: "AWS or GitHub says so in its documentation.",
  reported: "Others report it, in public issue threads.",
  inferred: "Follows from what was observed and documented. Nobody has been seen to test it.",
  unsettled: "Nobody has published an answer. Do not rely on it.",
};

const keyOutcomes: Record<KeyCandidate["outcome"], string> = {
  verified: "verifies the signature",
  "signature-mismatch": "does not verify the signature",
  "not-selected": "not for this token",
  unusable: "cannot be used",
};

const fileKinds: Record<Exclude<FileKind, "binary">, string> = {
  image: "an image, not text. Drop the log, the error message or the policy as text instead.",
  pdf: "a PDF, not text. Copy the log or the policy out of it, and paste that instead.",
  zip: "a ZIP archive, not text. Unpack it, and drop the log or the policy that is in it.",
  gzip: "a compressed file, not text. Unpack it, and drop the log or the policy that is in it.",
};

const details: Record<DetailName, string> = {
  claims: "claims",
  context: "condition keys",
  keys: "keys",
};

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const strings = {
  name: "Assumable",
  question: "Can this token assume this role?",
  lead: "Paste a GitHub Actions OIDC token, the role’s trust policy and, where there is one, the failing log. Read what AWS STS answers, at which check, and why.",
  social:
    "What AWS STS answers to a GitHub Actions OIDC token, check by check, and why. All in your browser.",
  promise: "Runs in this page, which may not talk to the network and keeps nothing.",
  howToVerify: "How to verify that",
  inputs: "What goes in",

  header: {
    examples: "Examples",
    share: "Share",
    clear: "Clear",
    help: "Help",
    theme: "Theme",
    themes: { system: "System", light: "Light", dark: "Dark" },
  },

  notice: { dismiss: "Dismiss" },

  answer: {
    heading: "What STS answers",
    refused: "Refused",
    accepted: "Accepted",
    acceptedIf: (things: number) =>
      things === 1 ? "Accepted, if one thing holds" : `Accepted, if ${things} things hold`,
    waiting: "Waiting for a token",
    waitingLead: "The policy is read as it stands. Paste a token to see whether it gets in.",
    waitingForBoth: "Paste a token, or its claims alone, and the role’s trust policy.",
    withRisk: (answer: string, severity: string) => `${answer}, with a ${severity} risk`,
    unreadable: "The trust policy cannot be read",
    unreadableLead: (problem: string | undefined) =>
      problem === undefined
        ? "IAM would not save it, so STS was never asked about it. Paste the policy that the role has."
        : `IAM would not save it, so STS was never asked about it: ${problem}${/[.!?]$/.test(problem) ? "" : "."}`,
    showPlace: "Show the place",
    noToken: "The job got no token",
    noTokenLead:
      "So STS was never asked. Give the job the permissions below; a run for a pull request from a fork gets no token at all.",
    permissions: "permissions:\n  id-token: write\n  contents: read",
    at: (moment: string) => `at ${moment}`,
    tryFix: (title: string) => `Try it here: ${title}`,
    change: (title: string) => `${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    fixes: "What to do",
    risk: (severity: string) => `${severity} risk:`,
    seeRisks: (count: number) => (count === 1 ? "See the risk" : `See ${count} risks`),
    tried: (box: string) => `Changed here, in the box “${box}”. At AWS it is as it was.`,
    past: "A token is often looked at long after its call.",
    asOfIssue: "See the answer at the time it was issued",
    asOfLog: "See the answer at the time of the log",
    log: "In the log of configure-aws-credentials",
    logPrefix: "Error: Could not assume role with OIDC: ",
    assumed: "Assumed, not checked",
    whereTheyPart: "Where they part",
    whatForbids: "What forbids it",
    statement: (number: number, sid: string | undefined) =>
      sid === undefined ? `Statement ${number}` : `Statement ${number}, “${sid}”`,
    session: {
      arn: "Assumed role",
      audience: "Audience",
      provider: "Provider",
      subject: "Subject",
      sourceIdentity: "Source identity",
      expiration: "Expires",
      packed: "Packed policy size",
      about: (percent: number) => `about ${percent} %`,
    },
    fromLog: {
      heading: "What your log says",
      same: "Your log shows the same answer.",
      other: "Your log shows another answer:",
      says: "Your log shows this answer:",
      accepted: "STS gave a session.",
      noToken: "the job got no token.",
      inTime: (when: string) => `By its time stamp, STS answered at ${when}, when the token was still good.`,
      outOfTime: (when: string) =>
        `By its time stamp, STS answered at ${when}, when this token was not good: the log is of another run.`,
      maybeInTime:
        "The log shows no times. If the token was still good then, which is assumed here, see the answer at the time it was issued.",
      whyOther: {
        provider:
          "In the role’s account there was no provider for exactly this issuer. Paste the answer of “aws iam list-open-id-connect-providers”: the account, every letter and a slash at the end count.",
        thumbprint:
          "For GitHub’s own issuer, STS has not looked at thumbprints since July 2023, so the log is older, or of another issuer with a certificate that AWS does not trust by itself.",
        audience:
          "The provider did not know the token’s audience, or the signature was not good. Paste the answer of “aws iam get-open-id-connect-provider”, and the keys.",
        keys: "STS could not fetch the issuer’s keys, or the one that signed was not among them. Paste what the issuer publishes today.",
        time: "The call came too late, or too early. Set the clock to the time of the log.",
        trust:
          "The role may have been made or changed a moment before, be another one than this, or not exist; or the call sent another token.",
        unknown:
          "It may be of another run, what is pasted may have been changed since, or something assumed here does not hold.",
      } satisfies Record<Cause, string>,
    },
    top: "To the answer",
    copy: "Copy as Markdown",
    copyRefused: "The browser refused to copy.",
  },

  difference: {
    actual: "token",
    expected: "policy",
    call: "call",
    taken: (wildcard: string, value: string) =>
      value === "" ? `${wildcard} takes nothing.` : `${wildcard} takes “${value}”.`,
    differs: (at: number, found: string, expected: string) =>
      `They differ at character ${at}: the token has ${found === "" ? "nothing more" : `“${found}”`}, the policy wants ${expected === "" ? "nothing more" : `“${expected}”`}.`,
    here: "differs here",
    missing: "This key is not part of the call.",
  },

  way: {
    heading: "The way through STS",
    github: "GitHub",
    workflow: "Workflow job",
    workflowSends: "sends its token",
    issuer: "Issuer",
    issuerSigns: "signed it",
    sts: "AWS STS",
    credentials: "Session",
    refusal: "Refusal",
    undecided: "No answer",
  },

  gates: {
    heading: "Checks, in the order of STS",
    checks,
    status: {
      passed: "passed",
      failed: "failed",
      alsoFailed: "would also fail",
      wouldPass: "would pass",
      assumed: "assumed",
      skipped: "not reached",
      unreadable: "cannot be read",
    },
    sts: "STS answers",
    variants: "Other wordings for the same cause",
    notes: "Worth knowing",
    seeKeys: "See every key and why it was or was not used",
  },

  statement: {
    applies: { Allow: "allows this call", Deny: "forbids this call" },
    notApplies: "does not apply",
    principal: "Principal",
    action: "Action",
    matched: "matched",
    notMatched: "no match",
    results: { match: "matched", "no-match": "no match", error: "error" },
    noConditions: "No conditions.",
    noValue: "no value",
    notSaveable: "IAM would not save this policy",
    show: "Show in the policy",
    others: (count: number) => (count === 1 ? "and one value less close" : `and ${count} values less close`),
  },

  claims: {
    heading: "Claims, and what a policy can see",
    header: "Header",
    claim: "Claim",
    value: "Value",
    key: "Condition key",
    unseen: "policies cannot see it",
    shadowed: "hidden by a later member of the same name",
    none: "No claims could be read.",
  },

  keys: {
    heading: "Keys, and why this one",
    none: "No keys were given. The signature is assumed to be good.",
    noneUsable: "No key could be read.",
    key: "Key",
    outcome: "By the JOSE RFCs",
    sts: "STS",
    outcomes: keyOutcomes,
    stsUses: "uses it",
    stsRefuses: "refuses it",
    noKid: "no kid",
    thumbprint: "thumbprint",
    number: (number: number) => `key ${number}`,
  },

  context: {
    heading: "Everything a condition could see",
    key: "Condition key",
    values: "Value",
    source: "From",
    none: "Nothing yet.",
    multivalued: "multivalued",
  },

  findings: {
    heading: "Risks and remarks",
    remarks: (count: number) => (count === 1 ? "1 remark" : `${count} remarks`),
    apply: "Apply:",
  },

  boxes,
  box: {
    open: "Open a file",
    copyCommand: "Copy the command",
    copied: "Copied",
    copyRefused: "The browser refused to copy. The text is selected: press Ctrl+C or ⌘C.",
    removed: "Left out around the token:",
    alsoByIam: (message: string, others: readonly string[]) =>
      `${message.replace(/\.$/, "")}. IAM says: ${others.map((other) => `“${other}”`).join(" ")}`,
    copyPolicy: "Copy the policy",
    show: "Show",
    problems: { error: "error", warning: "warning", info: "note" },
    format: "Format",
    notFormatted: "Only complete JSON that is not nested too deeply can be formatted.",
    plain: "Plain text box",
    forms: {
      jws: "signed token",
      claims: "claims only, no signature",
      jwe: "encrypted token (JWE)",
      "jws-json": "JWS in JSON form",
      empty: "empty",
      unreadable: "not a token",
    },
    live: (left: string) => `live for ${left}`,
    expired: (when: string) => `expired ${when}`,
    keyCount: (count: number) => (count === 1 ? "1 key" : `${count} keys`),
    statementCount: (count: number) => (count === 1 ? "1 statement" : `${count} statements`),
    unreadable: "cannot be read",
    more: (count: number) => (count === 1 ? "one more" : `${count} more`),
  },

  editor: {
    hidden: (code: string) => `hidden character ${code}`,
    /** CodeMirror's own words, by which it asks for ours. */
    phrases: {
      "Selection deleted": "Selection deleted",
      "Control character": "hidden character",
      Diagnostics: "Problems",
      "No diagnostics": "No problems",
      close: "close",
    },
  },

  live: {
    warning: (left: string) => `This token is a live credential for another ${left}.`,
    stays: {
      page: "Nothing leaves this page.",
      element: "Assumable sends it nowhere. Scripts of the page around could read it.",
      frame:
        "Nothing you paste leaves this frame. The page around hears the outcome, the error code and which checks passed.",
    },
    advice: "When you have checked the signature, you can forget it.",
    forget: "Forget the signature",
    forgot: "The signature is forgotten. The claims are kept, and the signature is now assumed.",
  },

  idle: {
    warning: (left: string) => `Everything here is cleared in ${left}, since nothing happens.`,
    keep: "Keep it for an hour",
    kept: "Kept. It is cleared after an idle hour, or after ten idle minutes once you put in something new.",
    cleared: { usual: "Cleared after ten idle minutes.", kept: "Cleared after an idle hour." },
  },

  longText: (left: number) => ` … ${left} more characters … `,

  longList: {
    rest: (hidden: number) => `and ${hidden} more`,
    more: (next: number, left: number) =>
      next === left ? `Show ${next} more` : `Show ${next} of ${left} more`,
  },

  surroundings: {
    heading: "Role, provider and call",
    summary: "as configure-aws-credentials calls",
    changed: (count: number) => (count === 1 ? "1 detail given" : `${count} details given`),
    provider: "OIDC provider of the account",
    role: "Role",
    request: "Call",
    context: "Other condition keys",
    fields,
    providerChoices,
    getProvider: "Paste the answer of this command anywhere on the page:",
  },

  clock: {
    heading: "Clock",
    now: "Now",
    issued: "When issued",
    ofClaims: (when: string) =>
      `Claims without a signature are looked at as of the time they were issued (iat): ${when}.`,
    toNow: "Look at them as of now",
    fixed: "At",
    utc: "UTC",
    label: "Time at which STS sees the call, in UTC",
    slider: "Move the time of the call",
    marks: { nbf: "nbf", iat: "iat", exp: "exp" },
    inWords: (name: string, when: string) => `${name} ${when}`,
    tolerance: "STS lets clocks differ by 5 minutes, drawn lighter.",
  },

  examples: {
    heading: "Examples, by what goes wrong",
    none: "No examples were built into this page.",
    often: "What most people meet",
    count: (count: number) => (count === 1 ? "1 example" : `${count} examples`),
    loaded: (title: string) => `Example: ${title}`,
    unknown: (id: string) => `There is no example “${id}”.`,
  },

  share: {
    heading: "Share this as a link",
    carries:
      "The link holds the trust policy, what is known of the role, the provider and the call, the clock if it is set or the claims go along, and the keys if they are public and small. It never holds the token.",
    includeClaims: "Include the claims, without the token’s header and signature",
    noClaims: "Include the claims (there are none)",
    link: "Link",
    copy: "Copy the link",
    noKeys: "The keys stay here: they are too long for a link, or not public.",
    long: (length: number) =>
      `It has ${length} characters. Some programs cut such a link; the page then opens what is left, and says so.`,
    whoReads:
      "Whoever has the link can read what it holds. It is never sent to the host of the page, but it stays where you post it and in the history of browsers.",
    opened: "Opened from a link. Its content was taken out of the address again.",
    nothingLeft:
      "This link could not be read: it was changed or cut on the way. Nothing of it is left; ask for it anew.",
    tooLarge:
      "This link was not opened: it unpacks to more than 256 KB, and this page makes no such links. Everything is as it was.",
    newer: "It was made by a later version of this page, which may have put more into it.",
    cut: (missing: readonly string[]) =>
      missing.length === 0
        ? "It was cut or changed on the way, and its last part may be missing."
        : `It was cut or changed on the way. It gave nothing for ${missing.map((box) => `“${box}”`).join(", ")}.`,
    dropped: (names: string) => `This page does not know these parts of it: ${names}.`,
    secret: (names: string) => `Left out, because it holds a token or a private key: ${names}.`,
    tooLong:
      "This is too much for a link: it would hold more than 256 KB, or a token that is split over fields.",
  },

  sorted: {
    box: (from: string, to: string) =>
      from === to ? "" : `That was no ${from.toLowerCase()}. It went to “${to}”.`,
    anywhere: (to: string) => `Pasted into “${to}”.`,
    replaced: "It replaces what was there.",
    replacedIn: (titles: string) => `This replaces what was in ${titles}.`,
    instead: "It is in place of what was here before.",
    undo: "Undo",
    drop: "Drop it here: it goes where it belongs.",
    undone: "Undone. Everything is as it was before.",
    repeated: {
      token: "There were several tokens: the last one was taken.",
      claims: "There were several sets of claims, and they differ: the last one was taken, or the token.",
      jwks: "There were several key sets: the last one was taken.",
      trustPolicy: "There were several trust policies: the last one was taken.",
    } satisfies Record<Kind, string>,
    notUnderstood: (beginnings: string) => `Not understood, and left out: ${beginnings}.`,
    others: (count: number) => (count === 1 ? "one more" : `${count} more`),
    provider: "That was an OIDC provider. It went to “Role, provider and call”.",
    providers: "That was a list of OIDC providers. The one for the issuer went to “Role, provider and call”.",
    noProvider: "That was a list of OIDC providers. None of them is for the issuer.",
    log: {
      taken: (parts: string) => `Taken over: ${parts}.`,
      nothing: "nothing that is asked for here",
      token: "the token",
      claims: "the claims",
      keys: "the keys",
      policy: "the trust policy",
      provider: "the provider",
      inputs: "the step’s inputs",
      answer: "what STS answered",
      audience: (audience: string) => `It asks for the audience “${audience}”.`,
      masked: (names: string) => `GitHub hid ${names}.`,
    },
    unknown: "That is no token, key set or trust policy. Paste it into the box it belongs to.",
    unknownFile: (name: string) =>
      `“${name}” holds no token, key set, trust policy or log. Paste its text into the box it belongs to.`,
    tooLarge: (found: number, most: number) =>
      `That text is too large: ${megabytes(found)}, where at most ${megabytes(most)} are taken. Everything is as it was.`,
    fileRefused: (name: string, kind: FileKind) =>
      kind === "binary" ? `“${name}” could not be read as text.` : `“${name}” is ${fileKinds[kind]}`,
  },

  cleared: "Cleared. Nothing of it is kept.",

  frame: {
    refused: (names: readonly string[]) => `This could not be shown: ${names.join(", ")}.`,
    failed: "This could not be shown. The frame itself says why.",
  },

  update: {
    ready: "A new version of this page is ready. Changing to it clears what is pasted here.",
    load: "Change now",
    later: "Later",
  },

  failure: {
    heading: {
      unsupported: "This browser has no WebAssembly",
      blocked: "WebAssembly is blocked here",
      missing: "The core could not be loaded",
      incomplete: "A part of this page did not arrive",
      damaged: "The core could not be started",
      stopped: "The core stopped on this input",
      undrawn: "The answer could not be shown",
    },
    what: {
      unsupported: "The verdict is worked out by a WebAssembly module, and this browser cannot run one.",
      blocked: "The content security policy of this page, or a setting of this browser, forbids WebAssembly.",
      missing: "The verdict is worked out by a WebAssembly module, and that did not arrive.",
      incomplete:
        "The verdict is worked out by a WebAssembly module. It is in scripts beside that of the page, and one of them was lost, blocked or changed on the way.",
      damaged: "The WebAssembly module in this page could not be unpacked or compiled.",
      stopped: "That is a fault of Assumable, not of what you pasted. It was started again at once.",
      undrawn: "That is a fault of Assumable, not of what you pasted.",
    },
    next: {
      unsupported: "Open the page in a current Chromium, Firefox or Safari.",
      blocked:
        "Whoever hosts this page has to allow 'wasm-unsafe-eval' in script-src. In a lockdown mode, allow this site.",
      missing:
        "Try again. If that does not help: whoever hosts this page has to serve assumable.wasm beside the script, and where the page has a content security policy, to allow its address in connect-src.",
      incomplete:
        "Load the page again; what you have put in is not kept, so copy it first. If that does not help, a file of the page is not at its host as it was built: core-1 to core-4 belong beside index.html.",
      damaged: "Load the page again. If that does not help, its files were changed on the way.",
      stopped:
        "Your input is kept. Change it, or copy the report below and file an issue; the report holds no input.",
      undrawn:
        "Your input is kept. Change it, or copy the report below and file an issue; the report holds no input.",
    },
    retry: "Try again",
    copyReport: "Copy the report",
  },

  element: {
    details: (names: readonly DetailName[]) => sentence(names.map((name) => details[name]).join(", ")),
    clear: "Clear",
    unknownSlot: (slot: string, known: readonly string[]) =>
      `There is no slot “${slot}” for data. There are ${known.join(", ")}.`,
    wrongType: (slot: string) => `What stands in slot “${slot}” has to be of type application/json.`,
    unreadableProvider:
      "What stands in slot “provider” is no OIDC provider: it takes the answer of aws iam get-open-id-connect-provider, an object with “url”, or null.",
    noValue: (slot: string) => `What stands in slot “${slot}” is no JSON, or null.`,
    unreadableValue: (slot: string, message: string) => `What stands in slot “${slot}”: ${message}.`,
    unknownHide: (names: readonly string[], known: readonly string[]) =>
      `hide: there is no ${names.map((name) => `“${name}”`).join(", ")}. There are ${known.join(", ")}.`,
    unknownTheme: (theme: string) => `theme: “${theme}” is none of auto, light, dark.`,
    unknownLanguage: (lang: string) => `lang: nothing is written in “${lang}” here. English is shown.`,
    examplesMissing: "The examples could not be loaded: examples.js has to be served beside the script.",
    misused: (message: string) => `Left as it was: ${message}.`,
    awaited:
      "The page around wants to show something else. It is shown once you have cleared what you put in here.",
  },

  help: {
    heading: "How this page works",
    close: "Close",
    shortcuts: {
      heading: "Keys",
      list: [
        [["Ctrl+V"], "Put a token, keys, a policy, a provider or a whole log where it belongs"],
        [["Ctrl+Z"], "Take back what was just pasted, replaced or tried"],
        [["Ctrl+Shift+Backspace"], "Clear everything and forget it"],
        [["/"], "Go to the token"],
        [["e"], "Show the examples"],
        [["?"], "Show this help"],
        [["F8"], "In an editor: go to the next problem; with Shift to the one before"],
        [["← →"], "On the clock: a minute earlier or later; with Shift an hour"],
      ] as readonly (readonly [readonly string[], string])[],
      note: "Single letters work while no text box has the focus.",
    },
    evidence: { heading: "How it is known", meanings: evidence },
    status: {
      heading: "What the marks mean",
      list: {
        passed: "Looked at, and good.",
        failed: "Looked at, and STS refuses for it.",
        assumed: "What it needs was not given, so it is taken to be good. It was not checked.",
        skipped: "Nothing was left to check it on.",
      },
    },
    privacy: {
      heading: "How to verify the promise",
      list: [
        "The page carries a content security policy with “connect-src 'none'”: the browser refuses every request that a script could make. You find it in the source of the page, in its second meta element.",
        "Open the developer tools, choose Network, and use the page: nothing appears after it has loaded. Or switch the network off first.",
        "The core is a WebAssembly module that imports no function that could send anything.",
        "Nothing is written to cookies, storage or the address. The only thing kept is the theme, if you choose one.",
        "Clear drops the module’s memory along with the texts. Leaving the page does the same, and so do ten idle minutes, or an idle hour if you ask for it.",
      ],
      limits:
        "What it cannot prevent: browser extensions, the clipboard of your system, and what the browser keeps in its own memory until it needs the space. No policy keeps a script from leaving for another address, from opening a connection ahead or from WebRTC: this page’s scripts do none of it, and the policy lets no others run.",
    },
    licences: "Licences of what this page is made of",
    built: {
      heading: "What was built, and its sums",
      file: "This page as one file",
      fileAbout: "It works from a disk, without a server or a network. Its SHA-256:",
      files: "The files beside this page, by their SHA-256",
      core: "The core",
      imports: "These are all the functions that it can call; none of them sends anything:",
    },
    version: (version: string, facts: string) => `Assumable ${version}, AWS facts of ${facts}.`,
  },

  time: {
    units: {
      year: ["year", "years"],
      day: ["day", "days"],
      hour: ["h", "h"],
      minute: ["min", "min"],
      second: ["s", "s"],
    } as const,
    ago: (duration: string) => `${duration} ago`,
    ahead: (duration: string) => `in ${duration}`,
    justNow: "now",
  },
};

/** Of characters as of bytes. */
function megabytes(size: number): string {
  return `${Number((size / 1_000_000).toFixed(1))} MB`;
}

/** “one, two and three”, as the language of the table says it. */
export function listed(parts: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(parts);
}
