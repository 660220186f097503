/** Every key of the set, and why it was or was not the one. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { KeyCandidate, KeysReading } from "../contract.js";
import { visible } from "../difference.js";
import { tell } from "../events.js";
import { icon } from "../icons.js";
import { type Lit, nothingLit } from "../links.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common, tables } from "../styles.js";

const words = strings.keys;

const signs = {
  verified: "passed",
  "signature-mismatch": "failed",
  "not-selected": "skipped",
  unusable: "failed",
} as const;

@part("assumable-keys")
export class KeysTable extends LitElement {
  static override styles = [
    common,
    tables,
    css`
      h2 {
        margin-bottom: 0.5rem;
        font-size: 1.125rem;
      }
      .key {
        width: 34%;
      }
      .facts {
        display: block;
        color: var(--soft);
        font-size: var(--tiny);
        font-weight: 400;
      }
      .verified {
        color: var(--good);
      }
      .signature-mismatch,
      .unusable {
        color: var(--bad);
      }
      .sts {
        margin-top: 0.3rem;
      }
      button.plain {
        padding: 0;
        font-family: var(--mono);
        font-size: 0.92em;
        text-align: start;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) keys!: KeysReading;
  @property({ attribute: false }) lit: Lit = nothingLit;
  /** No key set was pasted at all. */
  @property({ attribute: false }) absent = false;

  override render() {
    const { candidates } = this.keys;
    return html`
      <h2>${words.heading}</h2>
      ${
        candidates.length === 0
          ? html`<p class="soft">${this.absent ? words.none : words.noneUsable}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col" class="key">${words.key}</th>
                  <th scope="col">${words.outcome}</th>
                </tr>
              </thead>
              <tbody>
                ${candidates.map((key, index) => this.row(key, index))}
              </tbody>
            </table>`
      }
    `;
  }

  private row(key: KeyCandidate, index: number) {
    const point = (on: boolean) => () => {
      tell(this, "point", { pointed: on ? { kind: "key", index } : undefined });
    };
    return html`<tr
      class=${this.lit.keys.has(index) ? "lit" : ""}
      @pointerenter=${point(true)}
      @pointerleave=${point(false)}
      @focusin=${point(true)}
      @focusout=${point(false)}
    >
      <th scope="row">
        <button
          type="button"
          class="plain"
          @click=${() => tell(this, "show-span", { box: "jwks", span: key.span })}
        >
          ${key.kid === undefined ? words.noKid : visible(key.kid)}
        </button>
        <span class="facts"
          >${words.number(index + 1)}${key.size === undefined && key.kty === "" ? nothing : ", "}${
            key.size ?? visible(key.kty)
          }</span
        >
        ${
          key.thumbprint === undefined
            ? nothing
            : html`<span class="facts">${words.thumbprint} <code>${key.thumbprint}</code></span>`
        }
      </th>
      <td>
        <span class=${key.outcome}>${icon(signs[key.outcome])} ${words.outcomes[key.outcome]}</span>
        <p>${key.reason}</p>
        ${
          key.sts === undefined
            ? nothing
            : html`<p class="sts">
                <b>${words.sts} ${key.sts.usable ? words.stsUses : words.stsRefuses}</b>: ${key.sts.reason}
              </p>`
        }
      </td>
    </tr>`;
  }
}
