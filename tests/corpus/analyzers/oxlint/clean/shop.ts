export function price(factor: number, items: readonly number[]): number {
  if (Number.isNaN(factor)) return 0;
  return items.reduce((total, item) => total + item * factor, 0);
}

export async function load(url: string): Promise<Response> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}

export async function visit(store: { count(): Promise<number>; save(one: number): Promise<void> }): Promise<number> {
  const counted = await store.count();
  await Promise.all([1, 2].map((one) => store.save(one)));
  return counted;
}
