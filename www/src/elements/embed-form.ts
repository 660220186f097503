/** What to paste to show the inspector on another page: the choices, and the recipe that follows from them. */
import { LitElement, type PropertyValues, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";

import { copy } from "../clipboard.js";
import type { Report } from "../contract.js";
import { exampleOf } from "../examples.js";
import type { Shown } from "../frame/shown.js";
import { type Hideable, hideable } from "../hideable.js";
import { grouped } from "../grouped.js";
import { hygienic } from "../hygiene.js";
import { icon } from "../icons.js";
import { part } from "../parts.js";
import {
  type Place,
  type Shows,
  type Step,
  type Way,
  isTried,
  recipeOf,
  siteOf,
  someSite,
  waysOf,
} from "../recipes.js";
import { words } from "../recipes-strings.js";
import type { Core } from "../core.js";
import { type Guard, guardOf, isFree } from "../guard.js";
import { type Shareable, publicKeys, shareable, sharedClaims, titlesOf } from "../share.js";
import { type State, empty, timelessAttemptOf } from "../state.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { formStyles } from "./form-styles.js";

/** Lines of the highest box of a recipe. */
const mostLines = 18;

@part("assumable-embed-form")
export class EmbedForm extends LitElement {
  static override styles = [
    common,
    formStyles,
    css`
      .form {
        display: grid;
        gap: 1.2rem 2rem;
        grid-template-columns: minmax(0, 1fr);
        margin-top: 0.8rem;
      }
      .choices,
      .recipe,
      ol {
        display: grid;
        align-content: start;
        gap: 0.8rem;
        grid-template-columns: minmax(0, 1fr);
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend,
      h3 {
        padding: 0;
        font-size: var(--small);
        font-weight: 600;
      }
      label {
        display: block;
        font-size: var(--small);
      }
      .choice {
        padding-block: 0.2rem;
      }
      .within {
        margin-inline-start: 1.6rem;
      }
      .choice input {
        width: 1.1rem;
        height: 1.1rem;
        margin: 0;
        translate: 0 0.2rem;
        accent-color: var(--accent);
      }
      .parts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(9rem, 100%), 1fr));
        margin-top: 0.3rem;
      }
      select,
      .address {
        min-height: 2rem;
        margin-top: 0.15rem;
        padding: 0.2rem 0.5rem;
        font: inherit;
      }
      textarea {
        margin-block: 0.2rem 0.4rem;
        font-size: var(--tiny);
      }
      [aria-invalid="true"] {
        border-color: var(--bad);
      }
      .fault {
        color: var(--bad);
      }
      .advice {
        padding: 0.5rem 0.8rem;
        border-radius: var(--radius);
        background: var(--accent-wash);
        font-size: var(--small);
      }
      @media (min-width: 48rem) {
        .form {
          grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) data: State = empty;
  @property({ attribute: false }) report: Report | undefined;
  /** No recipe is made without it: it finds what must not be in one. */
  @property({ attribute: false }) core: Core | undefined;
  @property({ attribute: false }) shown = false;
  @state() private place: Place = "html";
  @state() private way: Way = "frame";
  /** Undefined while a person has not said: then whatever says most. */
  @state() private wanted: Shows | undefined;
  /** Asked for anew each time. */
  @state() private withClaims = false;
  @state() private theme: keyof typeof words.themes = "auto";
  @state() private readOnly = false;
  @state() private leftOut: readonly Hideable[] = [];
  @state() private address = ownSite();
  /** What became of copying, and what was to be copied. */
  @state() private said: { into: string; what: string } | undefined;

  /** What {@link data} comes to where a person may take it along. */
  private own: Shown = {};
  /** What of it stays here, since a secret is in it. */
  private secret: Shareable["leftOut"] = [];
  private guard: Guard | undefined;

  override willUpdate(changed: PropertyValues) {
    this.guard = this.core && guardOf(this.core, this.data);
    if (changed.has("shown")) {
      this.withClaims = false;
      // Whatever was put in there, only an address is kept.
      this.address = this.freeSite() ?? ownSite();
    }
    if (!changed.has("said")) this.said = undefined;
    const claims = this.withClaims ? sharedClaims(this.report) : undefined;
    const { own, leftOut } = this.shown && this.guard ? ownOf(this.data, claims, this.guard) : nothingOwn;
    this.own = own;
    this.secret = leftOut;
  }

  override render() {
    if (!this.shown) return nothing;
    return html`<div class="form">
      <div class="choices">
        ${this.placeChoice()} ${this.wayChoice()} ${this.showsChoice()} ${this.looksChoice()}
        ${this.effectiveWay === "frame" ? this.siteField() : nothing}
      </div>
      <div class="recipe">${this.recipe()}</div>
    </div>`;
  }

  // ---------------------------------------------------------------- choices

  private placeChoice() {
    return this.list(words.place, words.places, this.place, (place) => {
      this.place = place;
    });
  }

  private wayChoice() {
    return html`<fieldset>
      <legend>${words.way}</legend>
      ${waysOf(this.place).map((way) => {
        const { name, about } = words.ways[way];
        return this.radio("way", this.effectiveWay === way, html`<b>${name}.</b> ${about}`, () => {
          this.way = way;
        });
      })}
    </fieldset>`;
  }

  private showsChoice() {
    const example = exampleOf(this.data.example);
    const labels: Record<Shows, unknown> = {
      example: example === undefined ? nothing : words.example(example.title),
      own: html`<b>${words.own.name}.</b> ${words.own.about}`,
      nothing: words.nothing,
    };
    return html`<fieldset>
      <legend>${words.shows}</legend>
      ${this.possible.map((shows) => [
        this.radio("shows", this.shows === shows, labels[shows], () => {
          this.wanted = shows;
        }),
        shows === "own" && this.shows === "own" ? this.claimsChoice() : nothing,
      ])}
    </fieldset>`;
  }

  private claimsChoice() {
    const none = sharedClaims(this.report) === undefined;
    const label = none ? strings.share.noClaims : strings.share.includeClaims;
    return html`<div class="within">
      ${this.checkbox(
        label,
        this.withClaims,
        (chosen) => {
          this.withClaims = chosen;
        },
        none,
      )}
    </div>`;
  }

  private looksChoice() {
    const theme = this.list(words.theme, words.themes, this.theme, (theme) => {
      this.theme = theme;
    });
    const readOnly = this.checkbox(words.readonly, this.readOnly, (chosen) => {
      this.readOnly = chosen;
    });
    return html`${theme} ${readOnly}
      <details>
        <summary class="small">
          ${words.hide}: <span class="soft">${words.hidden(this.leftOut.length)}</span>
        </summary>
        <fieldset class="parts">
          <legend class="sr">${words.hide}</legend>
          ${hideable.map((name) =>
            this.checkbox(words.parts[name], this.leftOut.includes(name), (chosen) => {
              this.leftOut = hideable.filter((other) =>
                other === name ? chosen : this.leftOut.includes(other),
              );
            }),
          )}
        </fieldset>
      </details>`;
  }

  private siteField() {
    const fault = siteOf(this.address) === undefined && this.address !== "" ? words.noSite : undefined;
    const hint = this.address === "" ? words.whichSite : nothing;
    return html`<div>
      <label>
        ${words.site}
        <input
          class="address"
          inputmode="url"
          .value=${live(this.address)}
          placeholder=${someSite}
          aria-invalid=${fault === undefined ? nothing : "true"}
          aria-describedby="site-more"
          ${hygienic()}
          @input=${(event: Event) => {
            this.address = (event.target as HTMLInputElement).value;
          }}
        />
      </label>
      <span id="site-more" class="small ${fault === undefined ? "soft" : "fault"}">${fault ?? hint}</span>
    </div>`;
  }

  private list<T extends string>(
    label: string,
    names: Readonly<Record<T, string>>,
    chosen: T,
    choose: (chosen: T) => void,
  ) {
    const values = Object.keys(names) as T[];
    return html`<label>
      ${label}
      <select
        .value=${live(chosen)}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          choose(values.find((one) => one === value) ?? chosen);
        }}
      >
        ${values.map(
          (value) => html`<option value=${value} ?selected=${value === chosen}>${names[value]}</option>`,
        )}
      </select>
    </label>`;
  }

  private radio(name: string, checked: boolean, label: unknown, choose: () => void) {
    return html`<label class="choice">
      <input type="radio" ${grouped(name)} .checked=${live(checked)} @change=${choose} />
      <span>${label}</span>
    </label>`;
  }

  private checkbox(label: string, checked: boolean, choose: (chosen: boolean) => void, disabled = false) {
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${live(checked)}
        ?disabled=${disabled}
        @change=${(event: Event) => {
          choose((event.target as HTMLInputElement).checked);
        }}
      />
      <span>${label}</span>
    </label>`;
  }

  // ------------------------------------------------------------ what follows

  private get effectiveWay(): Way {
    const ways = waysOf(this.place);
    return ways.find((way) => way === this.way) ?? ways[0] ?? "frame";
  }

  /** What there is to show, the most telling first. */
  private get possible(): Shows[] {
    const { example, texts } = this.data;
    const hasOwn = Object.keys(this.own).length > 0 || texts.token !== "";
    return [
      ...(exampleOf(example) === undefined ? [] : (["example"] as const)),
      ...(hasOwn ? (["own"] as const) : []),
      "nothing",
    ];
  }

  private get shows(): Shows {
    const { possible, wanted } = this;
    return possible.find((shows) => shows === wanted) ?? possible[0] ?? "nothing";
  }

  private get steps(): Step[] {
    const { data, place, theme, readOnly, leftOut, shows } = this;
    const given: Record<Shows, Shown> = {
      example: data.example === undefined ? {} : { example: data.example },
      own: this.own,
      nothing: {},
    };
    return recipeOf({
      place,
      way: this.effectiveWay,
      site: this.site,
      shown: { ...given[shows], theme, readonly: readOnly, hide: [...leftOut] },
    });
  }

  private get site(): string {
    return this.freeSite() ?? someSite;
  }

  /** The address, if it is one and holds no secret. */
  private freeSite(): string | undefined {
    const site = siteOf(this.address);
    return site !== undefined && this.guard !== undefined && isFree(this.guard, site) ? site : undefined;
  }

  private recipe() {
    const way = this.effectiveWay;
    const own = this.shows === "own";
    const { jwks } = this.data.texts;
    const { needs } = words;
    return html`<h3>${words.recipe}</h3>
      <p class="advice">${icon(way === "frame" ? "lock" : "warning")} ${words.recommended}</p>
      <ol>
        ${this.steps.map((step) => html`<li>${this.step(step)}</li>`)}
      </ol>
      ${[
        ...(isTried(this.place) ? [] : [words.untried]),
        ...(own && this.secret.length > 0 ? [strings.share.secret(titlesOf(this.secret))] : []),
        ...(own && jwks !== "" && publicKeys(jwks) === "" ? [words.noKeys] : []),
        ...(own && way === "frame" && this.leftOut.length > 0 ? [words.alwaysSeen] : []),
        way === "frame" ? needs.frame(this.site) : needs.element,
      ].map((note) => html`<p class="small soft">${note}</p>`)}`;
  }

  private step({ into, note, text }: Step) {
    if (text === undefined) return html`<p class="small"><b class="mono">${into}</b> ${note}</p>`;
    const lines = Math.min(text.split("\n").length, mostLines);
    return html`<label>
        <b>${into}</b> ${note}
        <textarea readonly dir="ltr" wrap="off" rows=${lines} .value=${text} ${hygienic()}></textarea>
      </label>
      <p class="actions">
        <button type="button" @click=${(event: Event) => void this.copyStep(event, into, text)}>
          ${icon("copy")}${words.copy}<span class="sr"> ${into}</span>
        </button>
        <span class="small" role="status">${this.said?.into === into ? this.said.what : nothing}</span>
      </p>`;
  }

  private async copyStep(event: Event, into: string, text: string) {
    const area = (event.currentTarget as Element).closest("li")?.querySelector("textarea");
    const done = await copy(text, area ?? undefined);
    this.said = { into, what: done ? strings.box.copied : strings.box.copyRefused };
  }
}

/** What of the page may go along, by the rules of a shared link. */
function ownOf(data: State, claims: string | undefined, guard: Guard): Own {
  const { state, leftOut } = shareable(data, { claims }, guard);
  const { token, ...given } = timelessAttemptOf(state);
  const members = Object.entries({ ...given, claims: token }).filter(([, value]) => value !== "");
  const own: Shown = Object.fromEntries(members);
  // A secret that is split over fields is in none of them.
  return isFree(guard, Object.values(state.texts).join("\n")) && isFree(guard, JSON.stringify(own))
    ? { own, leftOut }
    : { own: {}, leftOut };
}

interface Own {
  own: Shown;
  leftOut: Shareable["leftOut"];
}

const nothingOwn: Own = { own: {}, leftOut: [] };

/** The folder that this page is served from; nothing where it is no page of a site. */
function ownSite(): string {
  const [page = ""] = location.href.split(/[?#]/, 1);
  return siteOf(page.slice(0, page.lastIndexOf("/") + 1)) ?? "";
}
