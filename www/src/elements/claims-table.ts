/** Header and claims: the value as written, what it is for, and whether a policy can see it. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { Member, TokenReading } from "../contract.js";
import { shown } from "../drawn.js";
import { tell } from "../events.js";
import { type Lit, nothingLit } from "../links.js";
import { LongList } from "../long-list.js";
import { part } from "../parts.js";
import { unlikeIn } from "../sharing.js";
import { strings } from "../strings.js";
import { common, tables } from "../styles.js";
import { local, relative, secondsOf, utc } from "../time.js";

const words = strings.claims;

@part("assumable-claims")
export class ClaimsTable extends LitElement {
  static override styles = [
    common,
    tables,
    css`
      .name {
        width: 32%;
      }
      .value {
        width: 38%;
      }
      .shadowed code {
        text-decoration: line-through;
      }
      .header caption b {
        color: var(--segment-header);
      }
      .payload caption b {
        color: var(--segment-payload);
      }
    `,
  ];

  @property({ attribute: false }) token!: TokenReading;
  @property({ attribute: false, hasChanged: unlikeIn<Lit>("claims") }) lit: Lit = nothingLit;
  /** The moment that “3 min ago” is said from. */
  @property({ attribute: false }) now = 0;

  private readonly lists = { header: new LongList(this), payload: new LongList(this) };

  override render() {
    const { header, claims } = this.token;
    return html`
      <h2>${words.heading}</h2>
      ${
        claims.length === 0
          ? html`<p class="soft">${words.none}</p>`
          : this.table("payload", words.claim, claims)
      }
      ${header.length === 0 ? nothing : this.table("header", words.header, header)}
    `;
  }

  private table(kind: "header" | "payload", name: string, members: readonly Member[]) {
    const claims = kind === "payload";
    return html`<table class=${kind}>
        <caption class="sr">
          ${name}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="name">${name}</th>
            <th scope="col" class="value">${words.value}</th>
            ${claims ? html`<th scope="col">${words.key}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${this.lists[kind].items(members, (member) => this.row(member, claims))}
        </tbody>
      </table>
      ${this.lists[kind].more(members)}`;
  }

  private row(member: Member, isClaim: boolean) {
    const lit = isClaim && this.lit.claims.has(member.name);
    const point = (on: boolean) => () => {
      if (!isClaim) return;
      tell(this, "point", { pointed: on ? { kind: "claim", name: member.name } : undefined });
    };
    return html`<tr
      class="${lit ? "lit" : ""} ${member.shadowed === true ? "shadowed" : ""}"
      @pointerenter=${point(true)}
      @pointerleave=${point(false)}
      @focusin=${point(true)}
      @focusout=${point(false)}
    >
      <th scope="row">
        ${
          isClaim
            ? html`<button type="button" class="names" @click=${() => this.show(member)}>
                ${shown(member.name)}
              </button>`
            : html`<code>${shown(member.name)}</code>`
        }
        ${member.meaning === undefined ? nothing : html`<span class="aside">${member.meaning}</span>`}
      </th>
      <td><code>${shown(member.raw)}</code>${this.time(member)}${shadowed(member)}</td>
      ${isClaim ? html`<td>${conditionKey(member)}</td>` : nothing}
    </tr>`;
  }

  private show({ span, name }: Member) {
    tell(this, "point", { pointed: { kind: "claim", name } });
    if (span !== undefined) tell(this, "show-span", { box: "token", span });
  }

  private time(member: Member) {
    const at = member.time === undefined ? undefined : secondsOf(member.time);
    if (at === undefined) return nothing;
    return html`<span class="aside">${utc(at)}, ${relative(at, this.now)}</span>
      <span class="aside">${local(at)}</span>`;
  }
}

function shadowed(member: Member) {
  return member.shadowed === true ? html`<span class="aside">${words.shadowed}</span>` : nothing;
}

function conditionKey(member: Member) {
  return member.conditionKey === undefined
    ? html`<span class="soft">${words.unseen}</span>`
    : html`<code>${shown(member.conditionKey)}</code>`;
}
