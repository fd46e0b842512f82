/** What a person prefers on this device. */

import { useBindings } from "../keys/dispatcher.ts";
import { applied, parse, type Overrides } from "../keys/overrides.ts";
import { caps, type Command, type Group, type Scope } from "../keys/table.ts";
import { recall, remember } from "./storage.ts";

const KEY = "assay-single-keys";

class SingleKeys {
  #on = $state(recall(KEY) !== "off");

  /** Whether keys work without a modifier. */
  get on(): boolean {
    return this.#on;
  }
  set on(value: boolean) {
    this.#on = value;
    remember(KEY, value ? "on" : "off");
  }
}

export const singleKeys = new SingleKeys();

const OVERRIDES = "assay-keys";

class Keys {
  #overrides = $state.raw<Overrides>(parse(recall(OVERRIDES)));
  readonly groups: readonly Group[] = $derived(applied(this.#overrides));

  constructor() {
    useBindings(this.groups.flatMap((group) => group.bindings));
  }

  get overrides(): Overrides {
    return this.#overrides;
  }
  set overrides(next: Overrides) {
    this.#overrides = next;
    remember(OVERRIDES, JSON.stringify(next));
    useBindings(this.groups.flatMap((group) => group.bindings));
  }

  /** The first way to give a command, as caps; empty when it is switched off. Some commands mean more in one part. */
  caps(command: Command, scope?: Scope): string[] {
    const found = this.groups
      .flatMap((group) => group.bindings)
      .find((binding) => binding.command === command && (scope === undefined || binding.scope === scope));
    return (found && caps(found)[0]) ?? [];
  }

  /** What a tooltip says: the label, and the keys behind it in brackets. */
  titled(label: string, command: Command, scope?: Scope): string {
    const keys = this.caps(command, scope).join(" ");
    return keys ? `${label} (${keys})` : label;
  }
}

export const keyTable = new Keys();
