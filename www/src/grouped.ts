/**
 * The name that makes radio buttons of a form a group, for as long as they are part of it.
 *
 * Chromium keeps a group's buttons by its name, those too that were taken out of the tree, and with a
 * button it keeps all that was drawn beside it. A button without a name is in no group.
 */
import { nothing } from "lit";
import { AsyncDirective } from "lit/async-directive.js";
import { type ElementPart, directive } from "lit/directive.js";

class Grouped extends AsyncDirective {
  private button: HTMLInputElement | undefined;
  private name = "";

  override render(name: string) {
    this.name = name;
    return nothing;
  }

  override update({ element }: ElementPart, [name]: [string]) {
    this.button = element as HTMLInputElement;
    if (this.isConnected) this.button.name = name;
    return this.render(name);
  }

  /** Called before the button is taken out. */
  protected override disconnected() {
    if (this.button !== undefined) this.button.name = "";
  }

  protected override reconnected() {
    if (this.button !== undefined) this.button.name = this.name;
  }
}

/** To be put on every radio button, in place of the attribute. */
export const grouped = directive(Grouped);
