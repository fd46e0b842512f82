export function groupBy<T>(items: Iterable<T>, key: (item: T) => any): Map<any, T[]> {
  const groups: Record<string, T[]> = {};
  for (const item of items) (groups[key(item)] ??= []).push(item);
  return new Map(Object.entries(groups));
}
