/** Every condition key of this call, with its value and where it came from. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { ContextEntry } from "../contract.js";
import { fewOf, shown } from "../drawn.js";
import { tell } from "../events.js";
import { type Lit, nothingLit } from "../links.js";
import { LongList } from "../long-list.js";
import { part } from "../parts.js";
import { unlikeIn } from "../sharing.js";
import { strings } from "../strings.js";
import { common, tables } from "../styles.js";
import "./evidence-word.js";

const words = strings.context;

@part("assumable-context")
export class ContextTable extends LitElement {
  static override styles = [
    common,
    tables,
    css`
      .key {
        width: 40%;
      }
      .value {
        width: 35%;
      }
      td code {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly ContextEntry[] = [];
  @property({ attribute: false, hasChanged: unlikeIn<Lit>("conditionKeys") }) lit: Lit = nothingLit;

  private readonly list = new LongList(this);

  override render() {
    return html`
      <h2>${words.heading}</h2>
      ${
        this.entries.length === 0
          ? html`<p class="soft">${words.none}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col" class="key">${words.key}</th>
                  <th scope="col" class="value">${words.values}</th>
                  <th scope="col">${words.source}</th>
                </tr>
              </thead>
              <tbody>
                ${this.list.items(this.entries, (entry) => this.row(entry))}
              </tbody>
            </table>`
      }
      ${this.list.more(this.entries)}
    `;
  }

  private row(entry: ContextEntry) {
    const { few, more } = fewOf(entry.values);
    const point = (on: boolean) => () => {
      tell(this, "point", { pointed: on ? { kind: "condition", key: entry.key } : undefined });
    };
    return html`<tr
      class=${this.lit.conditionKeys.has(entry.key.toLowerCase()) ? "lit" : ""}
      @pointerenter=${point(true)}
      @pointerleave=${point(false)}
    >
      <th scope="row"><code>${shown(entry.key)}</code></th>
      <td>
        ${few.map((value) => html`<code>${shown(value)}</code>`)}
        ${more > 0 ? html`<span class="aside">${strings.longList.rest(more)}</span>` : nothing}
        ${entry.multivalued ? html`<span class="soft">${words.multivalued}</span>` : nothing}
      </td>
      <td>${entry.source} <assumable-evidence .evidence=${entry.evidence}></assumable-evidence></td>
    </tr>`;
  }
}
