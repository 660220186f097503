/** The role, the account's provider and the rest of the call, folded until somebody needs them. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";

import { tell } from "../events.js";
import { grouped } from "../grouped.js";
import { hygienic } from "../hygiene.js";
import { part } from "../parts.js";
import { type Field, type ProviderChoice, type Surroundings, faultOf, usual } from "../state.js";
import { unlike } from "../sharing.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";

const words = strings.surroundings;
type TextField = Exclude<Field, "providerChoice">;

const manyLines: ReadonlySet<Field> = new Set([
  "clientIdList",
  "thumbprintList",
  "roleTags",
  "sessionPolicy",
  "policyArns",
  "context",
]);

@part("assumable-surroundings")
export class SurroundingsForm extends LitElement {
  static override styles = [
    common,
    css`
      .card {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0.1rem 1rem;
        padding: 0.55rem 0.9rem;
      }
      h3 {
        display: flex;
        gap: 0.5rem;
        font-size: 1rem;
        font-weight: 600;
      }
      .number {
        color: var(--soft);
        font-weight: 400;
      }
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 0.6rem 1rem;
        margin: 0;
        padding: 0.5rem 0.9rem 0.9rem;
        border: 0;
        border-top: 1px solid var(--line);
      }
      legend {
        float: inline-start;
        grid-column: 1 / -1;
        width: 100%;
        padding: 0;
        font-size: var(--small);
        font-weight: 600;
      }
      .wide,
      .choice {
        grid-column: 1 / -1;
      }
      label {
        display: block;
        font-size: var(--small);
      }
      .choice label {
        display: flex;
        gap: 0.4rem;
        align-items: center;
        min-height: 1.75rem;
      }
      input[type="radio"] {
        flex: none;
        width: 1.1rem;
        height: 1.1rem;
        margin: 0;
        accent-color: var(--accent);
      }
      input:not([type="radio"]),
      textarea {
        display: block;
        width: 100%;
        margin-top: 0.15rem;
        padding: 0.3rem 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.4rem;
        background: var(--surface);
        color: inherit;
        font-family: var(--mono);
        font-size: var(--tiny);
        line-height: 1.5;
      }
      ::placeholder {
        color: var(--soft);
        opacity: 1;
      }
      textarea {
        resize: vertical;
      }
      [aria-invalid] {
        border-color: var(--bad);
      }
      .hint,
      .fault {
        display: block;
        color: var(--soft);
        font-size: var(--tiny);
      }
      .fault {
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) number = 4;
  @property({ attribute: false }) surroundings: Readonly<Surroundings> = usual;
  @property({ attribute: false, hasChanged: unlike }) defaults: Partial<Record<Field, string>> = {};
  @property({ attribute: false }) open = false;
  /** What is written is shown, and cannot be changed. */
  @property({ attribute: false }) fixed = false;

  override render() {
    const given = (Object.keys(usual) as Field[]).filter(
      (field) => this.surroundings[field] !== usual[field],
    ).length;
    return html`
      <details
        class="card"
        ?open=${this.open}
        @toggle=${(event: Event) => {
          this.open = (event.currentTarget as HTMLDetailsElement).open;
        }}
      >
        <summary>
          <h3><span class="number">${this.number}</span>${words.heading}</h3>
          <span class="soft small">${given === 0 ? words.summary : words.changed(given)}</span>
        </summary>
        ${this.open ? this.fieldsets() : nothing}
      </details>
    `;
  }

  private fieldsets() {
    const registered = this.surroundings.providerChoice === "registered";
    return html`
      <fieldset>
        <legend>${words.role}</legend>
        ${this.field("roleArn", true)} ${this.field("maxSessionDuration")} ${this.field("roleTags")}
      </fieldset>
      <fieldset>
        <legend>${words.provider}</legend>
        <div class="choice">
          ${(Object.keys(words.providerChoices) as ProviderChoice[]).map((choice) => this.choice(choice))}
        </div>
        ${
          registered
            ? html`<p class="wide hint">${words.getProvider} <code>${this.command()}</code></p>
                ${this.field("providerUrl", true)} ${this.field("clientIdList")}
                ${this.field("thumbprintList")} ${this.field("providerArn", true)}`
            : nothing
        }
      </fieldset>
      <fieldset>
        <legend>${words.request}</legend>
        ${this.field("roleSessionName")} ${this.field("durationSeconds")} ${this.field("providerId")}
        ${this.field("policyArns")} ${this.field("sessionPolicy", true)}
      </fieldset>
      <fieldset>
        <legend>${words.context}</legend>
        ${this.field("context", true)}
      </fieldset>
    `;
  }

  private choice(choice: ProviderChoice) {
    return html`<label
      ><input
        type="radio"
        ${grouped("provider")}
        ?disabled=${this.fixed}
        .checked=${live(this.surroundings.providerChoice === choice)}
        @change=${() => tell(this, "field-text", { field: "providerChoice", text: choice })}
      />${words.providerChoices[choice]}</label
    >`;
  }

  /** Prints the provider; its answer may be pasted anywhere on the page. */
  private command(): string {
    return `aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${this.defaults.providerArn ?? ""}`;
  }

  private field(field: TextField, wide = false) {
    const { label, hint } = words.fields[field];
    const text = this.surroundings[field];
    const fault = faultOf(field, text);
    return html`<div class=${wide ? "wide" : ""}>
      <label>
        ${label}
        ${
          manyLines.has(field)
            ? html`<textarea
                ${hygienic()}
                rows="2"
                .value=${live(text)}
                placeholder=${this.defaults[field] ?? ""}
                ?readonly=${this.fixed}
                aria-invalid=${fault === undefined ? nothing : "true"}
                aria-describedby=${`${field}-more`}
                @input=${this.typed(field)}
              ></textarea>`
            : html`<input
                ${hygienic()}
                .value=${live(text)}
                placeholder=${this.defaults[field] ?? ""}
                ?readonly=${this.fixed}
                aria-invalid=${fault === undefined ? nothing : "true"}
                aria-describedby=${`${field}-more`}
                @input=${this.typed(field)}
              />`
        }
      </label>
      <span id=${`${field}-more`} class=${fault === undefined ? "hint" : "fault"}
        >${fault ?? hint ?? nothing}</span
      >
    </div>`;
  }

  private typed(field: TextField) {
    return (event: Event) => {
      const { value } = event.target as HTMLInputElement | HTMLTextAreaElement;
      tell(this, "field-text", { field, text: value });
    };
  }
}
