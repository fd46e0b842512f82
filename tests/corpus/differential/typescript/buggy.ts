// The same twenty, each with one fault.

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.min(value, low));
}

export function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number);
}

export function isLeap(year: number): boolean {
  return year % 4 === 0;
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

export function unique(items: number[]): number[] {
  return items.filter((item, at) => items.indexOf(item) === at && item);
}

export function sortNumbers(numbers: number[]): number[] {
  return numbers.sort((one, other) => one - other);
}

export function chunk(items: string[], size: number): string[][] {
  if (!Number.isInteger(size) || size < 1) throw new RangeError("size");
  const result: string[][] = [];
  for (let at = 0; at + size <= items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}

export function countWords(text: string): Record<string, number> {
  const counts: Record<string, number> = Object.create(null);
  for (const word of text.split(" ")) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export const reverse = (text: string): string => text.split("").reverse().join("");

export const isPalindrome = (text: string): boolean => text[0] === text[text.length - 1];

export function average(numbers: number[]): number | null {
  return numbers.reduce((one, other) => one + other) / numbers.length;
}

export function last(items: string[]): string | undefined {
  return items[items.length];
}

export function range(from: number, to: number): number[] {
  const result: number[] = [];
  for (let number = Math.trunc(from); number <= to && result.length < 500; number++) result.push(number);
  return result;
}

export async function allLengths(texts: string[]): Promise<number[]> {
  return Promise.all(texts.map(async (text) => text.trim().length));
}

export function* pairs(items: number[]): Generator<number[]> {
  for (let at = 2; at < items.length; at++) yield [items[at - 1], items[at]];
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1) throw new RangeError(`no port: ${text}`);
  return port;
}

export function truncate(text: string, length: number): string {
  return text.length < length ? text : `${text.slice(0, Math.max(length, 0))}…`;
}

export function intersection(first: number[], second: number[]): number[] {
  return first.filter((item) => second.indexOf(item) > 0);
}

export function isBlank(text: string | null): boolean {
  return text === null || text === "";
}

export function factorial(number: number): number {
  if (!Number.isInteger(number) || number < 0 || number > 20) throw new RangeError("0 to 20");
  let result = 1;
  for (let factor = 2; factor < number; factor++) result *= factor;
  return result;
}
