/** What a link to this page carries, and the link. */
import { LitElement, type PropertyValues, css, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";

import { copy } from "../clipboard.js";
import type { Report } from "../contract.js";
import { hygienic } from "../hygiene.js";
import { icon } from "../icons.js";
import { part } from "../parts.js";
import { words as embedding } from "../recipes-strings.js";
import type { Core } from "../core.js";
import { guardOf } from "../guard.js";
import { type Fragment, fragmentOf, longLink, publicKeys, sharedClaims, titlesOf } from "../share.js";
import { type State, empty } from "../state.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { formStyles } from "./form-styles.js";

const words = strings.share;

@part("assumable-share")
export class ShareForm extends LitElement {
  static override styles = [
    common,
    formStyles,
    css`
      .form {
        display: grid;
        gap: 0.8rem;
        margin-top: 0.6rem;
      }
      p {
        max-width: 46rem;
      }
      textarea {
        height: 6.5rem;
        font-size: var(--small);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) data: State = empty;
  @property({ attribute: false }) report: Report | undefined;
  /** No link is made without it: it finds what must not be in one. */
  @property({ attribute: false }) core: Core | undefined;
  /** The moment of the answer, in seconds. */
  @property({ attribute: false }) at = 0;
  @property({ attribute: false }) shown = false;
  /** Asked for anew each time. */
  @state() private withClaims = false;
  @state() private link = "";
  @state() private leftOut: Fragment["leftOut"] = [];
  /** More than a link may hold. */
  @state() private tooLong = false;
  @state() private said = "";
  @query("textarea") private area!: HTMLTextAreaElement | null;

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("shown")) {
      this.withClaims = false;
      this.said = "";
      this.link = "";
    }
    if (this.shown && (changed.has("shown") || changed.has("data") || changed.has("core"))) void this.make();
  }

  /** A link that was overtaken by another choice is not shown. */
  private async make() {
    const { data, withClaims, core } = this;
    if (core === undefined) return;
    const claims = withClaims ? sharedClaims(this.report) : undefined;
    const { fragment, leftOut } = await fragmentOf(data, { claims, at: this.at }, guardOf(core, data));
    if (!this.shown || data !== this.data || withClaims !== this.withClaims) return;
    this.tooLong = fragment === undefined;
    this.leftOut = leftOut;
    const { origin, pathname, search, protocol } = location;
    this.link =
      fragment === undefined
        ? ""
        : `${protocol === "file:" ? "file://" : origin}${pathname}${search}${fragment}`;
  }

  override render() {
    if (!this.shown) return nothing;
    const claims = sharedClaims(this.report);
    return html`<div class="form">
      <p>${words.carries}</p>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${this.withClaims}
          ?disabled=${claims === undefined}
          @change=${this.choose}
        />
        <span>${claims === undefined ? words.noClaims : words.includeClaims}</span>
      </label>
      <label>
        <span class="small soft">${words.link}</span>
        <textarea readonly dir="ltr" .value=${this.link} ${hygienic()}></textarea>
      </label>
      ${this.leftOut.length === 0 ? nothing : html`<p class="small">${words.secret(titlesOf(this.leftOut))}</p>`}
      ${staysHere(this.data.texts.jwks) ? html`<p class="small soft">${words.noKeys}</p>` : nothing}
      ${this.tooLong ? html`<p class="small soft">${words.tooLong}</p>` : nothing}
      ${this.link.length > longLink ? html`<p class="small soft">${words.long(this.link.length)}</p>` : nothing}
      <p class="small soft">${words.whoReads}</p>
      <p class="actions">
        <button type="button" ?disabled=${this.link === ""} @click=${this.copyLink}>
          ${icon("copy")}${words.copy}
        </button>
        <span class="small" role="status">${this.said}</span>
      </p>
      <p class="small">
        ${embedding.instead}
        <button
          type="button"
          class="plain"
          aria-haspopup="dialog"
          @click=${() => this.dispatchEvent(new Event("embed"))}
        >
          ${embedding.open}
        </button>
      </p>
    </div>`;
  }

  private choose(event: Event) {
    this.withClaims = (event.target as HTMLInputElement).checked;
    this.said = "";
    void this.make();
  }

  private async copyLink() {
    const done = await copy(this.link, this.area ?? undefined);
    this.said = done ? strings.box.copied : strings.box.copyRefused;
  }
}

/** Keys that are not public, or too long. */
function staysHere(jwks: string): boolean {
  return jwks !== "" && publicKeys(jwks) === "";
}
