/** The inspector as an element on somebody's page, which it neither changes nor relies on. */
import { type PropertyValues, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import loadExamples from "virtual:examples";

import { checkedAttempt } from "../../../pkg/src/attempt.js";
import type { Attempt, Evidence, Provider, Report, Request, Role, Span } from "../contract.js";
import { type Declared, stateOf, undeclared } from "../declared.js";
import { listen } from "../events.js";
import { type Hideable, detailNames, hideable, inputNames, readHide } from "../hideable.js";
import { icon } from "../icons.js";
import { readInline } from "../inline.js";
import { type Lit, litBy, nothingLit } from "../links.js";
import { start } from "../loaded-core.js";
import { defineParts } from "../parts.js";
import { guardOf } from "../guard.js";
import { redacted } from "../../../pkg/src/redacted.js";
import { toldOf } from "../told.js";
import { isTyping, shortcutOf } from "../shortcuts.js";
import { type Box, type State, attemptOf, empty, isEmpty, rebased } from "../state.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { assumableInspectorStyles } from "./assumable-inspector-styles.js";
import type { GatesView } from "./gates-view.js";
import type { InputsPanel } from "./inputs-panel.js";
import { Inspector } from "./inspector.js";
import "./claims-table.js";
import "./context-table.js";
import "./findings-view.js";
import "./gates-view.js";
import "./inputs-panel.js";
import "./keys-table.js";
import type { PageDialog } from "./page-dialog.js";
import "./page-dialog.js";
import "./verdict-view.js";
import "./way-view.js";

const words = strings.element;

/** Everything is written in it. Another language is another table of strings. */
const language = "en";

const themes = ["auto", "light", "dark"];

/** Pixels of width above which what goes in stands beside what comes out: 60 em of the usual size. */
const wide = 960;

/** What an `assumable-error` is about. */
type ErrorKind = "attribute" | "slot" | "property" | "example";

/**
 * What AWS STS would answer to a token, check by check, on a page of yours.
 *
 * @slot header - Over everything: a heading, a sentence on what is shown.
 * @slot footer - Under everything.
 * @slot trust-policy - Data in a `<script type="application/json">`: the role’s trust policy.
 * @slot jwks - Data, likewise: the issuer’s JWK Set.
 * @slot claims - Data, likewise: the claims of a token, without its signature.
 * @slot provider - Data, likewise: the account’s OIDC provider as AWS answers, or `null` for none.
 * @slot role - Data, likewise: what is known of the role, as `roleToAssume` takes it.
 * @slot request - Data, likewise: parameters of the call, as `request` takes them.
 * @slot context - Data, likewise: further condition keys and their values.
 * @slot now - Data, likewise: seconds since the epoch at which STS sees the call.
 *
 * @fires assumable-ready - The core is loaded. `{ version, facts }`: of the package, and the date of what is known of AWS.
 * @fires assumable-verdict - There is a new answer. `{ outcome, error?, checks }`: STS's error code, and of each check `{ id, status }`. Nothing that was pasted: `report` has the rest.
 * @fires assumable-error - There is no answer, or something declared cannot be followed. `{ kind, message }`
 *
 * @csspart base - Everything; it has the border, the background and the padding.
 * @csspart complaints - What of the element’s declaration cannot be followed.
 * @csspart story - What an example is about.
 * @csspart verdict - The answer.
 * @csspart failure - Why there is no answer.
 * @csspart notice - What just happened, where nothing else would show it.
 * @csspart way - The way through STS as a picture.
 * @csspart inputs - Everything that goes in.
 * @csspart box - The box of the token, of the keys, of the trust policy.
 * @csspart checks - The checks in the order of STS.
 * @csspart findings - Risks and remarks beside the verdict.
 * @csspart details - Claims, condition keys and keys, folded.
 */
export class AssumableInspector extends Inspector {
  static override styles = [common, assumableInspectorStyles];

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, "lang"];
  }

  @property() example: string | null | undefined;
  @property({ attribute: "readonly", type: Boolean }) readOnly = false;
  @property() hide = "";
  @property() theme = "auto";
  /**
   * It is alone in a frame. What a person has put in then meets only what was there when they did: a host
   * that could try one policy after the other on it would learn every claim by the answers.
   */
  @state() framed = false;

  @state() private declared: Declared = undeclared;
  @state() private complaints: ReadonlyMap<string, string> = new Map();
  @state() private moreOpen = false;
  /** The word of evidence that was asked about. */
  @state() private asked: Evidence | undefined;
  /** What {@link declared} comes to; without a token that the page has set, which is not kept. */
  private rest: State = empty;
  private shown: State = empty;
  /** What there was when nothing of a person's was: the same as {@link shown}, unless that was too large. */
  private own: State = empty;
  /** What the page has declared since, which is shown once a person's own things are cleared. */
  private awaited: Partial<Declared> = {};
  private arriving: Promise<void> | undefined;
  private readonly observer = new MutationObserver(() => this.readInline());
  @query(".base") private base!: HTMLElement | null;
  @query("assumable-inputs") private inputs!: InputsPanel | null;
  @query("assumable-gates") private gates!: GatesView | null;
  @query("assumable-dialog") private meanings!: PageDialog;

  constructor() {
    super();
    defineParts();
    this.listenToParts();
    this.listenToPerson();
  }

  // --------------------------------------------------- what the page may set

  @property({ attribute: false })
  get token(): string {
    // What a person has pasted is theirs.
    const { token } = this.declared.given;
    return token !== undefined && token === this.data.texts.token ? token : "";
  }
  set token(token: string | undefined) {
    this.give("token", token);
  }

  @property({ attribute: false })
  get jwks(): string | undefined {
    return this.attempt.jwks;
  }
  set jwks(jwks: string | undefined) {
    this.give("jwks", jwks);
  }

  @property({ attribute: false })
  get trustPolicy(): string | undefined {
    return this.attempt.trustPolicy;
  }
  set trustPolicy(trustPolicy: string | undefined) {
    this.give("trustPolicy", trustPolicy);
  }

  @property({ attribute: false })
  get provider(): Provider | null | undefined {
    return this.attempt.provider;
  }
  set provider(provider: Provider | null | undefined) {
    this.give("provider", provider);
  }

  @property({ attribute: false })
  get roleToAssume(): Role | undefined {
    return this.attempt.role;
  }
  set roleToAssume(role: Role | undefined) {
    this.give("role", role);
  }

  @property({ attribute: false })
  get request(): Request | undefined {
    return this.attempt.request;
  }
  set request(request: Request | undefined) {
    this.give("request", request);
  }

  @property({ attribute: false })
  get context(): Attempt["context"] {
    return this.attempt.context;
  }
  set context(context: Attempt["context"]) {
    this.give("context", context);
  }

  @property({ attribute: false })
  get now(): number | undefined {
    return this.data.clock.kind === "fixed" ? this.data.clock.at : undefined;
  }
  set now(now: number | undefined) {
    this.give("now", now);
  }

  @property({ attribute: false })
  get attempt(): Partial<Attempt> {
    const { now, ...attempt } = attemptOf(this.data, this.wall);
    return { ...attempt, token: this.token, ...(this.now === undefined ? {} : { now }) };
  }
  set attempt(attempt: Partial<Attempt>) {
    const given = this.checked("attempt", attempt);
    if (given !== undefined) this.declare({ given });
  }

  get report(): Report | undefined {
    return this.reading && this.core && redacted(this.reading, guardOf(this.core, this.data));
  }

  override clear(notice: string = strings.cleared) {
    super.clear(notice);
  }

  private give<K extends keyof Attempt>(name: K, value: Attempt[K] | undefined) {
    const others = without(this.declared.given, name);
    if (value === undefined) {
      this.complain(name, "property", undefined);
      this.declare({ given: others });
      return;
    }
    const checked = this.checked(name, { [name]: value });
    if (checked !== undefined) this.declare({ given: { ...others, ...checked } });
  }

  /** What of it can be used; a value of a wrong JavaScript type is refused by its name, and said. */
  private checked(name: string, value: Partial<Attempt>): Partial<Attempt> | undefined {
    try {
      const { token, now, ...attempt } = checkedAttempt(
        typeof value === "object" ? { token: "", ...value } : value,
      );
      this.complain(name, "property", undefined);
      return {
        ...attempt,
        ...("token" in value ? { token } : {}),
        ...(value.now == null ? {} : { now }),
      };
    } catch (error) {
      this.complain(name, "property", words.misused(error instanceof Error ? error.message : String(error)));
      return undefined;
    }
  }

  // ------------------------------------------------ what the page has declared

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("pagehide", this.leave);
    this.observer.observe(this, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ["slot", "type"],
    });
    this.readInline();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("pagehide", this.leave);
    this.observer.disconnect();
    // An element that is only moved is back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.leave();
    });
  }

  private readonly leave = () => {
    this.forgetAll();
  };

  override attributeChangedCallback(name: string, before: string | null, now: string | null) {
    super.attributeChangedCallback(name, before, now);
    if (name === "lang") this.requestUpdate();
  }

  override willUpdate(changed: PropertyValues<this>) {
    super.willUpdate(changed);
    if (changed.has("example")) this.arriving = this.loadExample(this.example);
    const { unknown } = readHide(this.hide);
    this.complain(
      "hide",
      "attribute",
      unknown.length === 0 ? undefined : words.unknownHide(unknown, hideable),
    );
    this.complain(
      "theme",
      "attribute",
      themes.includes(this.theme) ? undefined : words.unknownTheme(this.theme),
    );
    const { lang } = this;
    const isKnown = lang === "" || lang.split("-")[0]?.toLowerCase() === language;
    this.complain("lang", "attribute", isKnown ? undefined : words.unknownLanguage(lang));
  }

  private readInline() {
    const { attempt, complaints } = readInline(this);
    for (const [key] of this.complaints) {
      const slot = key.startsWith("slot ") ? key.slice(5) : undefined;
      if (slot !== undefined && !complaints.has(slot)) this.complain(key, "slot", undefined);
    }
    for (const [slot, complaint] of complaints) this.complain(`slot ${slot}`, "slot", complaint);
    if (JSON.stringify(attempt) !== JSON.stringify(this.declared.inline)) this.declare({ inline: attempt });
  }

  private async loadExample(id: string | null | undefined) {
    const { example, complaint } = await exampleOf(id);
    // Another one may be wanted by now.
    if (id !== this.example) return;
    this.complain("example", "example", complaint);
    if (example?.id !== { ...this.declared, ...this.awaited }.example?.id) this.declare({ example });
  }

  /** What a person has changed meanwhile stays as they have it. */
  private declare(declared: Partial<Declared>) {
    this.clearIfIdle();
    const isPersons = this.data !== this.own;
    if (this.framed && isPersons) {
      this.hold(declared);
      return;
    }
    const { token } = declared.given ?? {};
    // No less a credential for having come from the page.
    if (token !== undefined && token !== "" && token !== this.declared.given.token) this.idle.putIn();
    this.declared = { ...this.declared, ...declared };
    this.rest = stateOf({ ...this.declared, given: without(this.declared.given, "token") });
    const before = this.shown;
    this.shown = this.declared.given.token === undefined ? this.rest : stateOf(this.declared);
    if (isPersons) this.set(rebased(this.data, before, this.shown), true);
    else this.show(this.shown, true);
    if (!isPersons) this.own = this.data;
  }

  private hold(declared: Partial<Declared>) {
    this.awaited = { ...this.awaited, ...declared };
    const isAnother = JSON.stringify({ ...this.declared, ...this.awaited }) !== JSON.stringify(this.declared);
    if (isAnother) this.notice = words.awaited;
    else if (this.notice === words.awaited) this.notice = "";
  }

  protected override resting(): State {
    return this.rest;
  }

  protected override forgetAll() {
    this.declared = { ...this.declared, given: without(this.declared.given, "token") };
    this.shown = this.rest;
    super.forgetAll();
    this.own = this.data;
    const { awaited } = this;
    this.awaited = {};
    if (Object.keys(awaited).length > 0) this.declare(awaited);
  }

  // ------------------------------------------------------ what it is like here

  /** The first answer is to everything that the page has declared, the example too. */
  protected override async startCore() {
    const core = await start();
    await this.updateComplete;
    await this.arriving;
    return core;
  }

  protected override isNarrow() {
    const { width } = (this.base ?? this).getBoundingClientRect();
    return width < wide;
  }

  protected override isFixed() {
    return this.readOnly;
  }

  private listenToParts() {
    listen(this.inside, "show-span", ({ box, span }) => {
      void this.inputs?.show(box, span);
    });
    listen(this.inside, "show-check", ({ check }) => {
      void this.gates?.show(check);
    });
    listen(this.inside, "show-keys", () => {
      void this.showKeys();
    });
    listen(this.inside, "show-findings", () => {
      this.inside.querySelector("assumable-findings")?.scrollIntoView({ block: "nearest" });
    });
    listen(this.inside, "explain-evidence", ({ evidence }) => {
      this.asked = evidence;
      this.meanings.show();
    });
  }

  /** Only what happens inside of the element is its business. */
  private listenToPerson() {
    const isTypedInto = (event: Event) => isTyping(event.composedPath()[0] as Element);
    this.notIdle(this.inside);
    this.inside.addEventListener("keydown", (event) => {
      if (shortcutOf(event as KeyboardEvent, true) !== "clear") return;
      event.preventDefault();
      this.clear();
    });
    this.inside.addEventListener("paste", (event) => {
      if (this.readOnly || isTypedInto(event)) return;
      this.putAnywhere((event as ClipboardEvent).clipboardData?.getData("text/plain") ?? "");
    });
    this.takesFiles(this.inside);
    this.undoesByKey(this.inside);
  }

  protected override async changedAt(box: Box, span: Span) {
    await this.updateComplete;
    await this.inputs?.bring(box, span);
  }

  private async showKeys() {
    this.moreOpen = true;
    await this.updateComplete;
    this.inside.querySelector("assumable-keys")?.scrollIntoView({ block: "nearest" });
  }

  // --------------------------------------------------- what the page is told

  override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has("about") && this.about !== undefined) this.announce("assumable-ready", this.about);
    if (changed.has("reading") && this.reading !== undefined) {
      this.announce("assumable-verdict", toldOf(this.reading));
    }
    if (changed.has("failure") && this.failure !== undefined) {
      const { kind } = this.failure;
      const message = "message" in this.failure ? this.failure.message : strings.failure.what[kind];
      this.announce("assumable-error", { kind, message });
    }
  }

  private announce(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Says what of its declaration cannot be followed, in the element and as an event; undefined takes it back. */
  private complain(about: string, kind: ErrorKind, message: string | undefined) {
    if (this.complaints.get(about) === message) return;
    const complaints = new Map(this.complaints);
    if (message === undefined) complaints.delete(about);
    else complaints.set(about, message);
    this.complaints = complaints;
    if (message !== undefined) queueMicrotask(() => this.announce("assumable-error", { kind, message }));
  }

  // ---------------------------------------------------------------- layout

  private shows(name: Hideable): boolean {
    return !readHide(this.hide).hidden.has(name);
  }

  override render() {
    const { reading } = this;
    const lit = reading === undefined ? nothingLit : litBy(reading, this.pointed);
    const inputs = this.inputsPart(lit);
    return html`<div class="base ${this.theme}" part="base" lang=${language}>
      <slot name="header"></slot>
      ${this.complaintsPart()}
      <div class="grid ${inputs === nothing ? "" : "beside"}">
        <div class="answer across">${this.noticePart()} ${this.answerPart()} ${this.idleWarning()}</div>
        ${
          reading === undefined || this.isWaiting(reading) || !this.shows("checks")
            ? nothing
            : html`<assumable-way
                class="across"
                part="way"
                .landmark=${false}
                .report=${reading}
              ></assumable-way>`
        }
        ${inputs === nothing ? nothing : keyed(this.generation, inputs)}
        ${reading === undefined ? nothing : this.evidence(reading, lit)}
      </div>
      <slot name="footer"></slot>
      ${this.meaningsOfEvidence()} ${this.dropPart()}
    </div>`;
  }

  private meaningsOfEvidence() {
    const { heading, meanings } = strings.help.evidence;
    return html`<assumable-dialog .heading=${heading}>
      <dl>
        ${Object.entries(meanings).map(
          ([word, meaning]) =>
            html`<dt class=${word === this.asked ? "asked" : ""}>${word}</dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
    </assumable-dialog>`;
  }

  private complaintsPart() {
    if (this.complaints.size === 0) return nothing;
    return html`<ul class="complaints" part="complaints">
      ${[...this.complaints.values()].map((message) => html`<li>${icon("warning")}<span>${message}</span></li>`)}
    </ul>`;
  }

  private answerPart() {
    const { reading, failure } = this;
    if (failure !== undefined) return this.failurePart();
    if (reading === undefined) return html`<p class="lead">${strings.lead}</p>`;
    const { example } = this.declared;
    return html`
      ${
        this.data.example === undefined || example === undefined
          ? nothing
          : html`<p class="story" part="story">
              <b>${strings.examples.loaded(example.title)}.</b> ${example.story}
            </p>`
      }
      <assumable-verdict
        exportparts="verdict"
        .landmark=${false}
        .report=${reading}
        .waiting=${this.isWaiting(reading)}
        .logAnswer=${this.data.logAnswer}
        .at=${this.fixedTime()}
        .fixed=${this.readOnly}
      >
        ${this.isWaiting(reading) ? nothing : this.copyButton(reading)}
      </assumable-verdict>
    `;
  }

  private inputsPart(lit: Lit) {
    const shown = inputNames.filter((name) => this.shows(name));
    if (shown.length === 0) return nothing;
    return html`<div part="inputs">
      <assumable-inputs
        exportparts="box"
        .data=${this.data}
        .report=${this.reading}
        .lit=${lit}
        .wall=${this.wall}
        .folded=${this.folded}
        .shown=${shown}
        .fixed=${this.readOnly}
        .around=${this.framed ? "frame" : "element"}
      ></assumable-inputs>
      ${
        this.readOnly || isEmpty(this.data)
          ? nothing
          : html`<p class="tools">
              <button type="button" class="plain" @click=${() => this.clear()}>${words.clear}</button>
            </p>`
      }
    </div>`;
  }

  private evidence(report: Report, lit: Lit) {
    return html`<div class="evidence">
      ${
        this.shows("checks") && !this.isWaiting(report)
          ? html`<assumable-gates part="checks" .report=${report} .lit=${lit}></assumable-gates>`
          : nothing
      }
      ${
        report.findings.length === 0
          ? nothing
          : html`<assumable-findings
              part="findings"
              .findings=${report.findings}
              .fixed=${this.readOnly}
            ></assumable-findings>`
      }
      ${this.more(report, lit)}
    </div>`;
  }

  /** Folded: most readers of somebody's page do not come for it. */
  private more(report: Report, lit: Lit) {
    const shown = detailNames.filter((name) => this.shows(name));
    if (shown.length === 0) return nothing;
    const parts = {
      claims: () =>
        html`<assumable-claims .token=${report.token} .lit=${lit} .now=${this.at()}></assumable-claims>`,
      context: () => html`<assumable-context .entries=${report.context} .lit=${lit}></assumable-context>`,
      keys: () =>
        html`<assumable-keys
          .keys=${report.keys}
          .lit=${lit}
          .absent=${this.data.texts.jwks.trim() === ""}
        ></assumable-keys>`,
    };
    return html`<details
      class="more"
      part="details"
      ?open=${this.moreOpen}
      @toggle=${(event: Event) => {
        this.moreOpen = (event.currentTarget as HTMLDetailsElement).open;
      }}
    >
      <summary>${words.details(shown)}</summary>
      ${this.moreOpen ? shown.map((name) => parts[name]()) : nothing}
    </details>`;
  }
}

function without(given: Partial<Attempt>, name: keyof Attempt): Partial<Attempt> {
  return Object.fromEntries(Object.entries(given).filter(([member]) => member !== name));
}

/** A removed attribute is null to Lit. */
async function exampleOf(id: string | null | undefined) {
  if (id == null || id === "") return { example: undefined, complaint: undefined };
  try {
    const example = (await loadExamples()).exampleOf(id);
    return { example, complaint: example === undefined ? strings.examples.unknown(id) : undefined };
  } catch {
    return { example: undefined, complaint: words.examplesMissing };
  }
}
