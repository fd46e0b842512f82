/** What a person prefers on this device. */

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
