/** What a person prefers on this device. */

const KEY = "assay-single-keys";

class SingleKeys {
  #on = $state(localStorage.getItem(KEY) !== "off");

  /** Whether keys work without a modifier. */
  get on(): boolean {
    return this.#on;
  }
  set on(value: boolean) {
    this.#on = value;
    localStorage.setItem(KEY, value ? "on" : "off");
  }
}

export const singleKeys = new SingleKeys();
