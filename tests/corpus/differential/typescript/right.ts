// Twenty functions as they should be.

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

export function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function unique(items: number[]): number[] {
  return [...new Set(items)];
}

export function sortNumbers(numbers: number[]): number[] {
  return [...numbers].sort((one, other) => one - other);
}

export function chunk(items: string[], size: number): string[][] {
  if (!Number.isInteger(size) || size < 1) throw new RangeError("size");
  const result: string[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}

export function countWords(text: string): Record<string, number> {
  const counts: Record<string, number> = Object.create(null);
  for (const word of text.split(" ")) if (word) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export const reverse = (text: string): string => [...text].reverse().join("");

export const isPalindrome = (text: string): boolean => text === [...text].reverse().join("");

export function average(numbers: number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((one, other) => one + other) / numbers.length;
}

export function last(items: string[]): string | undefined {
  return items.at(-1);
}

export function range(from: number, to: number): number[] {
  const result: number[] = [];
  for (let number = Math.trunc(from); number < to && result.length < 500; number++) result.push(number);
  return result;
}

export async function allLengths(texts: string[]): Promise<number[]> {
  return Promise.all(texts.map(async (text) => text.length));
}

export function* pairs(items: number[]): Generator<number[]> {
  for (let at = 1; at < items.length; at++) yield [items[at - 1], items[at]];
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) throw new RangeError(`no port: ${text}`);
  return port;
}

export function truncate(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(length, 0))}…`;
}

export function intersection(first: number[], second: number[]): number[] {
  return first.filter((item) => second.includes(item));
}

export function isBlank(text: string | null): boolean {
  return text === null || text.trim() === "";
}

export function factorial(number: number): number {
  if (!Number.isInteger(number) || number < 0 || number > 20) throw new RangeError("0 to 20");
  let result = 1;
  for (let factor = 2; factor <= number; factor++) result *= factor;
  return result;
}
