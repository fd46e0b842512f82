export async function save(items: string[], store: { put(item: string): Promise<void> }): Promise<void> {
  items.forEach(async (item) => {
    await store.put(item);
  });
}

export function show(list: Element, name: string): void {
  list.innerHTML += `<li>${name}</li>`;
}

export function size(value: any): number {
  return value.length;
}

export function started(run: () => Promise<void>): Promise<void> {
  return new Promise(async (resolve) => {
    await run();
    resolve();
  });
}
