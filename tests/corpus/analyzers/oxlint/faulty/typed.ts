export function first(items: number[]): any {
  delete items[0];
  // @ts-ignore
  return items[0]!.toFixed(2) === typeof items;
  return null;
}
