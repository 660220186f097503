/** One statement of the trust policy: whom and what it means, and its conditions. */
import { LitElement, css, html } from "lit";
import { property } from "lit/decorators.js";

import type { Match, StatementReading } from "../contract.js";
import { icon } from "../icons.js";
import type { Lit } from "../links.js";
import { nothingLit } from "../links.js";
import { LongList } from "../long-list.js";
import { part } from "../parts.js";
import { unlikeIn } from "../sharing.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import "./condition-view.js";

const words = strings.statement;

@part("assumable-statement")
export class StatementView extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        padding: 0.75rem 0.9rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h4 {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 0.6rem;
        font-size: 1rem;
      }
      .verdict {
        font-weight: 400;
      }
      .good {
        color: var(--good);
      }
      .bad {
        color: var(--bad);
      }
      .matches {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr);
        gap: 0.15rem 0.6rem;
        margin: 0.4rem 0;
        font-size: var(--small);
      }
      dd {
        overflow-wrap: anywhere;
      }
      dt {
        color: var(--soft);
      }
      dl > div {
        display: contents;
      }
      @container (max-width: 28em) {
        .matches {
          display: block;
        }
        dl > div {
          display: block;
        }
        dd {
          display: inline;
        }
        dt {
          display: inline;
        }
      }
    `,
  ];

  @property({ attribute: false }) statement!: StatementReading;
  @property({ attribute: false }) number = 1;
  @property({ attribute: false, hasChanged: unlikeIn<Lit>("conditionKeys") }) lit: Lit = nothingLit;

  private readonly list = new LongList(this);

  override render() {
    const { statement } = this;
    const applies = statement.applies ? words.applies[statement.effect] : words.notApplies;
    const tone = statement.applies ? (statement.effect === "Allow" ? "good" : "bad") : "soft";
    return html`
      <h4>
        ${strings.answer.statement(this.number, statement.sid)}
        <span class="soft verdict">${statement.effect}</span>
        <span class="verdict ${tone}">${applies}</span>
      </h4>
      <dl class="matches">
        ${matching(words.principal, statement.principal)} ${matching(words.action, statement.action)}
      </dl>
      ${
        statement.conditions.length === 0
          ? html`<p class="small soft">${words.noConditions}</p>`
          : this.list.items(
              statement.conditions,
              (condition) =>
                html`<assumable-condition
                  .condition=${condition}
                  .lit=${this.lit.conditionKeys.has(condition.key.toLowerCase())}
                ></assumable-condition>`,
            )
      }
      ${this.list.more(statement.conditions)}
    `;
  }
}

function matching(name: string, match: Match) {
  return html`<div>
    <dt>${name}</dt>
    <dd class=${match.matched ? "good" : "bad"}>
      ${icon(match.matched ? "passed" : "failed")} ${match.matched ? words.matched : words.notMatched}
    </dd>
    <dd>${match.reason}</dd>
  </div>`;
}
