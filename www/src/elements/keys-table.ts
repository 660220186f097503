/** Every key of the set, and why it was or was not the one. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { KeyCandidate, KeysReading } from "../contract.js";
import { shown } from "../drawn.js";
import { tell } from "../events.js";
import { icon } from "../icons.js";
import { type Lit, nothingLit } from "../links.js";
import { LongList } from "../long-list.js";
import { part } from "../parts.js";
import { unlikeIn } from "../sharing.js";
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
      .key {
        width: 34%;
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
    `,
  ];

  @property({ attribute: false }) keys!: KeysReading;
  @property({ attribute: false, hasChanged: unlikeIn<Lit>("keys") }) lit: Lit = nothingLit;
  /** No key set was pasted at all. */
  @property({ attribute: false }) absent = false;

  private readonly list = new LongList(this);

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
                ${this.list.items(candidates, (key, index) => this.row(key, index))}
              </tbody>
            </table>`
      }
      ${this.list.more(candidates)}
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
          class="plain names"
          @click=${() => tell(this, "show-span", { box: "jwks", span: key.span })}
        >
          ${key.kid === undefined ? words.noKid : shown(key.kid)}
        </button>
        <span class="aside"
          >${words.number(index + 1)}${key.size === undefined && key.kty === "" ? nothing : ", "}${
            key.size ?? shown(key.kty)
          }</span
        >
        ${
          key.thumbprint === undefined
            ? nothing
            : html`<span class="aside">${words.thumbprint} <code>${key.thumbprint}</code></span>`
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
