/** Every sentence of the command that is not the page's too. */

export const help = `\
assumable: what AWS STS would answer to sts:AssumeRoleWithWebIdentity, and why

  assumable check --token FILE --trust-policy FILE… [options]
  assumable check --claims FILE… --trust-policy FILE… [options]

What is read. FILE is UTF-8, at most 1 MiB; - is standard input, once.
  --token FILE          the token; never the token itself as an argument
  --claims FILE…        claims as a JSON object, without a signature, as used
                        when they were issued (iat); several make rows of a table
  --trust-policy FILE…  the trust policy, or the answer of \`aws iam get-role\`;
                        several make columns of a table
  --jwks FILE           the issuer's JWK Set; without it the signature is
                        assumed good
  --provider FILE|none  the answer of \`aws iam get-open-id-connect-provider\`;
                        without it the provider is assumed registered

The call
  --role-arn ARN        without it: a role in the account of the policy, or the
                        one of get-role's answer
  --session-name NAME   RoleSessionName
  --duration SECONDS    DurationSeconds
  --max-session-duration SECONDS
                        of the role
  --context KEY=VALUE…  further condition keys; given again: several values
  --now TIME            when STS sees the call, in seconds since 1970 or as
                        2026-11-02T12:00:00Z

What is wanted
  --expect OUTCOME…     accepted (unless said otherwise), refused, or the check
                        that refuses, as trust-policy. For some cases only:
                        CLAIMS=OUTCOME, @POLICY=OUTCOME, CLAIMS@POLICY=OUTCOME.
                        A refusal for a token that cannot be read, has expired or
                        lacks a claim does not count as refused
  --strict              what had to be assumed does not count as accepted
  --fail-on SEVERITY    a finding as severe as critical, high, medium or broken,
                        or more, is not as wanted either
  --format FORMAT       text, json, or github: the text, annotations and a
                        summary of the step

  --help, --version

Ends with 0 where every case came out as wanted, with 1 where one did not, with 2
where there is no verdict, whatever is expected: a mistake in the arguments, a
file that cannot be opened, or one that is no policy, no claims or no keys.
`;

export const words = {
  unreadable: {
    claims: "these cannot be read as claims",
    jwks: "this cannot be read as keys",
    "trust-policy": "this cannot be read as a trust policy",
  } as Readonly<Record<string, string | undefined>>,
  noClaims: "expected claims as a JSON object, found something else",
  noPolicy: "expected a trust policy, found no statement",
  hint: "`assumable --help` lists every option",
  version: ({ version, facts }: { version: string; facts: string }) =>
    `assumable ${version}, with what was known of AWS on ${facts}\n`,
  waiting: (option: string) => `Reading --${option} from the terminal; Ctrl-D ends it.\n`,
  tokenItself:
    "expected a file or -, found what looks like a token itself. Every process of the machine can see " +
    'arguments, and shells keep them: printf %s "$TOKEN" | assumable check --token - …',
  standardInput: "standard input",
  against: (token: string, policy: string) => `${token} against ${policy}`,
  clock: {
    given: (time: string) => `At ${time}, as given.`,
    issued: (time: string) => `At ${time}, when the claims were issued; --now says otherwise.`,
    machine: (time: string) => `At ${time}, by this machine's clock.`,
  },
  answers: (code: string, status: number) => `STS answers ${code} (${status})`,
  findings: "Findings",
  more: (left: number) => `… and ${left} more; --format json has them all`,
  remarks: (count: number) =>
    count === 1
      ? "1 remark that is only good to know; --format json has it"
      : `${count} remarks that are only good to know; --format json has them`,
  unwanted: (count: number) =>
    `By --fail-on, ${count === 1 ? "one of these is" : `${count} of these are`} not to be.`,
  saving: "What IAM would say to saving this policy",
  problems: "What is wrong with what was read",
  table: {
    allMet: (cases: number, expecting: boolean) =>
      expecting ? `All ${cases} cases came out as expected` : `All ${cases} cases are accepted`,
    notMet: (unmet: number, cases: number, expecting: boolean) =>
      expecting
        ? `${unmet} of ${cases} cases did not come out as expected`
        : `${unmet} of ${cases} cases ${unmet === 1 ? "is" : "are"} refused`,
    refused: (code: string) => `refused, ${code}`,
    assuming: (things: number) => `accepted, ${things} assumed`,
    accepted: "accepted",
    refusedAsExpected: "refused, as expected",
    wanted: (outcome: string) => `expected ${outcome}`,
  },
  expected: {
    met: (outcome: string) => `Expected ${outcome}: as expected.`,
    unmet: (outcome: string) => `Expected ${outcome}: not so.`,
    strict: "With --strict, what had to be assumed does not count as accepted.",
    hollow:
      "A refusal for an input that cannot be read, has expired or lacks a claim says nothing about the role, " +
      "so it does not count as refused. Where exactly that is meant, expect the check by its name.",
  },
} as const;
