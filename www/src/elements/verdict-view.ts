/** The answer: one word, STS's own error, one sentence, and where token and policy part. */
import { LitElement, css, html, nothing } from "lit";
import { property, query } from "lit/decorators.js";

import { type Answer, answerOf, isUndecided, risksOf } from "../answer.js";
import type { Fix, Report, Session, StsError } from "../contract.js";
import { obstacleOf } from "../difference.js";
import { clipped } from "../drawn.js";
import { tell } from "../events.js";
import { icon } from "../icons.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { local, utc } from "../time.js";
import { type GoodMoment, goodMomentOf, isGoodAt, momentOf } from "../good-moment.js";
import { timesOf } from "../token-times.js";
import { type LogAnswer, causeOf, compare, saidIn } from "../workflow-log.js";
import { breakableKey } from "./condition-view.js";
import "./difference-view.js";
import "./evidence-word.js";

const words = strings.answer;

@part("assumable-verdict")
export class VerdictView extends LitElement {
  static override styles = [
    common,
    css`
      section {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem 2.5rem;
        padding: 1.25rem 1.5rem 1.4rem;
        border: 1px solid var(--line);
        border-radius: calc(var(--radius) * 1.4);
        background: var(--surface);
      }
      section.bad {
        border-color: color-mix(in srgb, var(--bad) 35%, transparent);
        background: var(--bad-wash);
      }
      section.good {
        border-color: color-mix(in srgb, var(--good) 35%, transparent);
        background: var(--good-wash);
      }
      section.unsure {
        border-color: color-mix(in srgb, var(--unsure) 40%, transparent);
        background: var(--unsure-wash);
      }
      @container inspector (min-width: 60em) {
        section.wide {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
        section.wide .side {
          padding-top: 2.9rem;
        }
      }
      h2 {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        font-size: 2rem;
        font-weight: 700;
        letter-spacing: -0.015em;
        line-height: 1.15;
      }
      h2 svg {
        width: 2.25rem;
        height: 2.25rem;
        padding: 0.3rem;
        border-radius: 50%;
        background: currentColor;
      }
      /* The sign is cut out of the disc behind it. */
      h2 svg path {
        stroke: var(--surface);
        stroke-width: 2.4;
      }
      .bad h2 {
        color: var(--bad);
      }
      .good h2 {
        color: var(--good);
      }
      .unsure h2 {
        color: var(--unsure);
      }
      .waiting h2 {
        color: var(--soft);
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.9rem;
      }
      .at {
        color: var(--soft);
        font-size: var(--small);
      }
      .main > * + *,
      .side > * + * {
        margin-top: 0.75rem;
      }
      .side > * + * {
        margin-top: 1.1rem;
      }
      .next {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.7rem;
        font-size: var(--small);
      }
      .fixes {
        display: grid;
        justify-items: start;
        gap: 0.5rem;
        padding-inline-start: 1.2rem;
        font-size: var(--small);
        overflow-wrap: anywhere;
      }
      .fixes li {
        padding-inline-start: 0.2rem;
      }
      .fixes span {
        margin-inline-end: 0.4rem;
      }
      /* One alone needs no number. */
      .fixes:has(> li:only-child) {
        padding-inline-start: 0;
        list-style: none;
      }
      .next button,
      .fixes button {
        padding-block: 0.3rem;
        border-color: var(--accent);
        color: var(--accent);
        font-weight: 600;
        text-align: start;
        overflow-wrap: anywhere;
      }
      .summary {
        max-width: 46rem;
        font-size: 1.125rem;
        line-height: 1.45;
        overflow-wrap: anywhere;
      }
      pre {
        padding: 0.6rem 0.8rem;
        border-radius: 0.5rem;
        background: color-mix(in srgb, var(--surface) 75%, transparent);
        font-size: var(--small);
        line-height: 1.5;
        white-space: pre-wrap;
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.7rem;
        margin-top: 0.35rem;
        font-size: var(--tiny);
      }
      .actions {
        position: absolute;
        top: 1rem;
        inset-inline-end: 1rem;
      }
      h3 {
        margin-bottom: 0.4rem;
        font-size: var(--small);
        font-weight: 600;
      }
      .part {
        min-width: 0;
      }
      .part .where {
        margin-bottom: 0.5rem;
      }
      .risk {
        overflow-wrap: anywhere;
      }
      .risk svg,
      .risk strong {
        color: var(--bad);
      }
      .assumptions {
        overflow-wrap: anywhere;
        color: var(--soft);
        font-size: var(--small);
      }
      .assumptions li {
        display: flex;
        gap: 0.45rem;
      }
      .assumptions li svg {
        margin-top: 0.2em;
      }
      dl {
        display: grid;
        align-content: start;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.2rem 0.9rem;
        font-size: var(--small);
      }
      dt {
        color: var(--soft);
      }
      dd {
        overflow-wrap: anywhere;
      }
      @container inspector (max-width: 40em) {
        section {
          padding: 1rem;
        }
        .actions {
          position: static;
        }
        h2 {
          font-size: 1.625rem;
        }
        .summary {
          font-size: 1rem;
        }
        dl {
          display: block;
        }
      }
      @media print {
        section {
          break-inside: avoid;
        }
        h2 svg {
          print-color-adjust: exact;
        }
      }
      @media (forced-colors: active) {
        section {
          border: 2px solid;
        }
        h2 svg {
          background: none;
        }
        h2 svg path {
          stroke: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) report!: Report;
  /** Whether it is a place of the page to go to; on somebody else's page it is part of what they show. */
  @property({ attribute: false }) landmark = true;
  /** No token was pasted yet. */
  @property({ attribute: false }) waiting = false;
  /** What a pasted workflow log says. */
  @property({ attribute: false }) logAnswer: LogAnswer | undefined;
  /** The moment of the call, where it is not this one. */
  @property({ attribute: false }) at: number | undefined;
  /** What goes in cannot be changed: nothing to press that would. */
  @property({ attribute: false }) fixed = false;

  @query("h2") private heading!: HTMLElement;

  override render() {
    const answer = answerOf(this.report, this.waiting, this.logAnswer);
    const refusal = this.refusal();
    const { session: given } = this.isOpen() ? {} : this.report.verdict;
    const isWide = refusal !== nothing || given !== undefined;
    return html`
      <section
        class="${answer.tone} ${isWide ? "wide" : ""}"
        role=${this.landmark ? nothing : "group"}
        aria-label=${words.heading}
        part="verdict"
      >
        <div class="main">
          ${this.status(answer)} ${this.next()} ${this.risk()}
          ${this.logAnswer === undefined ? nothing : this.fromLog(this.logAnswer)}
          ${refusal === nothing ? this.assumptions() : nothing}
        </div>
        ${refusal === nothing ? nothing : html`<div class="side">${refusal} ${this.assumptions()}</div>`}
        ${given === undefined ? nothing : html`<div class="side">${session(given)}</div>`}
        <div class="actions"><slot name="actions"></slot></div>
      </section>
    `;
  }

  /** STS has no answer to what there is: a token is missing, or the policy cannot be read. */
  private isOpen(): boolean {
    return this.waiting || isUndecided(this.report);
  }

  private status({ tone, title, summary }: Answer) {
    const { error } = this.report.verdict;
    const signs = { good: "passed", bad: "failed", unsure: "assumed", waiting: "waiting" } as const;
    return html`<div role="status" aria-atomic="true" class="main">
      <div class="title">
        <h2 tabindex="-1">${icon(signs[tone])}<span>${title}</span></h2>
        ${this.at === undefined || this.waiting ? nothing : html`<p class="at">${words.at(utc(this.at))}</p>`}
      </div>
      ${error === undefined || this.isOpen() ? nothing : stsError(error)}
      <p class="summary">${summary}</p>
    </div>`;
  }

  // -------------------------------------------------------- what to do now

  private next() {
    if (this.waiting && this.logAnswer?.outcome === "no-token") return html`<pre>${words.permissions}</pre>`;
    if (this.waiting) return this.report.trust.decision === "unreadable" ? this.place() : nothing;
    if (isUndecided(this.report)) return this.place();
    if (this.fixed) return nothing;
    const { fixes } = this.report.verdict;
    // Without one to try, the sentence above has said it.
    if (fixes.some(({ edits }) => edits.length > 0)) {
      return html`<ol class="fixes" aria-label=${words.fixes}>
        ${fixes.map((fix) => html`<li>${this.fix(fix)}</li>`)}
      </ol>`;
    }
    const moment = this.goodMoment();
    if (moment === undefined) return nothing;
    const { at, of } = moment;
    return html`<p class="next">
      ${this.logAnswer === undefined ? html`<span class="soft">${words.past}</span>` : nothing}
      <button
        type="button"
        @click=${() => this.press(() => tell(this, "clock-set", { clock: { kind: "fixed", at } }))}
      >
        ${of === "log" ? words.asOfLog : words.asOfIssue}
      </button>
    </p>`;
  }

  /** Where the policy cannot be read. */
  private place() {
    const { problems, saveable } = this.report.trust;
    const span = [...problems, ...saveable.errors].find((problem) => problem.span !== undefined)?.span;
    if (span === undefined) return nothing;
    return html`<p class="next">
      <button type="button" @click=${() => tell(this, "show-span", { box: "trustPolicy", span })}>
        ${words.showPlace}
      </button>
    </p>`;
  }

  private fix({ title, edits, effect }: Fix) {
    if (edits.length === 0) return html`<span>${words.change(title)}</span>`;
    const detail = { box: "trustPolicy", edits } as const;
    return html`<button type="button" @click=${() => this.press(() => tell(this, "apply-edits", detail))}>
        ${words.tryFix(title)}
      </button>
      ${effect === undefined ? nothing : html`<span class="soft">${effect.text}</span>`}`;
  }

  /** The button may be gone afterwards; whoever pressed it goes on from the new answer. */
  private press(act: () => void) {
    act();
    setTimeout(() => {
      if (this.shadowRoot?.activeElement == null) this.heading.focus({ preventScroll: true });
    });
  }

  /** A moment at which the token was good, where its times are in the way now. */
  private goodMoment(): GoodMoment | undefined {
    const first = this.report.checks.find((check) => check.status === "failed");
    if (first?.id !== "timestamps") return undefined;
    const moment = goodMomentOf(timesOf(this.report.token), this.logAnswer);
    return moment?.at === this.at ? undefined : moment;
  }

  /** Who else gets in, where somebody does: an answer that is right may still be no good news. */
  private risk() {
    const risks = risksOf(this.report);
    const [worst] = risks;
    const isRefused = this.report.verdict.outcome === "refused";
    if (worst === undefined || (isRefused && !this.waiting)) return nothing;
    return html`<div class="risk small" role="group" aria-label=${strings.findings.heading}>
      <p>${icon("warning")} <strong>${words.risk(worst.severity)}</strong> ${worst.message}</p>
      <p>
        <button type="button" class="plain small" @click=${() => tell(this, "show-findings", {})}>
          ${words.seeRisks(risks.length)}
        </button>
      </p>
    </div>`;
  }

  // ------------------------------------------------------- what stands behind

  private fromLog(answer: LogAnswer) {
    const words = strings.answer.fromLog;
    if (this.waiting && answer.outcome === "no-token") return nothing;
    const standing = this.isOpen() ? "says" : compare(answer, this.report);
    return html`<div class="log small" role="group" aria-label=${words.heading}>
      <p>
        ${icon(standing === "same" ? "passed" : "info")} ${words[standing]}
        ${standing === "same" ? nothing : html`<q>${saidIn(answer)}</q>`}
      </p>
      ${standing === "other" ? html`<p class="soft">${this.whyOther(answer)}</p>` : nothing}
    </div>`;
  }

  /** What the log and this answer differ for. */
  private whyOther(answer: LogAnswer) {
    const words = strings.answer.fromLog;
    const cause = causeOf(answer);
    const first = this.report.checks.find((check) => check.status === "failed");
    if (cause === "time" || first?.id !== "timestamps") return words.whyOther[cause];
    const at = momentOf(answer);
    if (at === undefined) return this.goodMoment() === undefined ? words.whyOther[cause] : words.maybeInTime;
    const isGood = isGoodAt(timesOf(this.report.token), at);
    return isGood ? words.inTime(utc(at)) : words.outOfTime(utc(at));
  }

  private assumptions() {
    const { assumptions } = this.report.verdict;
    if (assumptions.length === 0 || this.isOpen()) return nothing;
    return html`<div class="assumptions">
      <h3>${words.assumed}</h3>
      <ul>
        ${assumptions.map(({ text }) => html`<li>${icon("assumed")}<span>${text}</span></li>`)}
      </ul>
    </div>`;
  }

  /** The two lines that differ, where the trust policy is in the way. */
  private refusal() {
    const { report } = this;
    if (this.isOpen()) return nothing;
    const first = report.checks.find((check) => check.status === "failed");
    const obstacle = first?.id === "trust-policy" ? obstacleOf(report) : undefined;
    const nearest = obstacle?.value;
    if (obstacle === undefined || nearest === undefined) return nothing;
    const { condition, statement, index } = obstacle;
    return html`<div class="part">
      <h3>${statement.effect === "Deny" ? words.whatForbids : words.whereTheyPart}</h3>
      <p class="where small">
        <span class="soft">${words.statement(index + 1, statement.sid)},</span>
        <code>${clipped(condition.operator)} ${breakableKey(condition.key)}</code>
      </p>
      ${
        condition.missing || condition.result === "error"
          ? html`<p class="small">${condition.reason}</p>`
          : html`<assumable-difference .condition=${condition} .value=${nearest}></assumable-difference>`
      }
    </div>`;
  }
}

function stsError(error: StsError) {
  return html`<div>
    <pre><span class="soft">${words.logPrefix}</span>${error.message}</pre>
    <p class="meta">
      <code>${error.code}</code>
      <span class="soft">HTTP ${error.httpStatus}</span>
      <assumable-evidence .evidence=${error.evidence}></assumable-evidence>
      <span class="soft">${words.log}</span>
    </p>
  </div>`;
}

function session(session: Session) {
  const names = words.session;
  const rows: [string, string][] = [
    [names.arn, session.assumedRoleUser.arn],
    [names.subject, session.subjectFromWebIdentityToken],
    [names.audience, session.audience],
    [names.provider, session.provider],
    ...(session.sourceIdentity === undefined
      ? []
      : [[names.sourceIdentity, session.sourceIdentity] satisfies [string, string]]),
    [names.expiration, `${utc(session.expiration)}, ${local(session.expiration)}`],
    [names.packed, names.about(session.packedPolicySize)],
  ];
  return html`<dl class="part">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd class="mono">${clipped(value)}</dd>`,
    )}
  </dl>`;
}
