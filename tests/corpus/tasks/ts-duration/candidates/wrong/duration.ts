export function seconds(text: string): number {
  const units: Record<string, number> = { h: 3600, m: 60, s: 1 };
  if (!/^(\d+[hms])+$/.test(text)) throw new SyntaxError(text);
  return [...text.matchAll(/(\d+)([hms])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * units[unit], 0);
}
