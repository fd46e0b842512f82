// The same twenty, written in another way.

export function clamp(value: number, low: number, high: number): number {
  const bounded = value > high ? high : value;
  return bounded < low ? low : bounded;
}

export const sum = (numbers: number[]): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

export function isLeap(year: number): boolean {
  if (year % 400 === 0) return true;
  if (year % 100 === 0) return false;
  return year % 4 === 0;
}

export function capitalize(text: string): string {
  return text === "" ? "" : text[0].toUpperCase() + text.substring(1);
}

export function unique(items: number[]): number[] {
  return items.filter((item, at) => items.indexOf(item) === at);
}

export function sortNumbers(numbers: number[]): number[] {
  const result: number[] = [];
  for (const number of numbers) {
    let at = result.length;
    while (at > 0 && result[at - 1] > number) at--;
    result.splice(at, 0, number);
  }
  return result;
}

export function chunk(items: string[], size: number): string[][] {
  if (size < 1 || size % 1 !== 0) throw new RangeError("bad size");
  if (items.length === 0) return [];
  return [items.slice(0, size), ...chunk(items.slice(size), size)];
}

export function countWords(text: string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.split(" ").filter((one) => one !== "")) counts.set(word, (counts.get(word) || 0) + 1);
  return Object.fromEntries(counts);
}

export function reverse(text: string): string {
  let result = "";
  for (const letter of text) result = letter + result;
  return result;
}

export const isPalindrome = function (text: string): boolean {
  const letters = Array.from(text);
  return letters.every((letter, at) => letter === letters[letters.length - 1 - at]);
};

export function average(numbers: number[]): number | null {
  if (!numbers.length) return null;
  let total = 0;
  numbers.forEach((number) => (total += number));
  return total / numbers.length;
}

export const last = (items: string[]): string | undefined => items[items.length - 1];

export function range(from: number, to: number): number[] {
  const start = Math.trunc(from);
  const length = Math.min(500, Math.max(0, Math.ceil(to - start)));
  return Array.from({ length }, (_, at) => start + at);
}

export async function allLengths(texts: string[]): Promise<number[]> {
  const result: number[] = [];
  for (const text of texts) result.push((await Promise.resolve(text)).length);
  return result;
}

export function pairs(items: number[]): number[][] {
  return items.slice(1).map((item, at) => [items[at], item]);
}

export function parsePort(text: string): number {
  if (!/^[0-9]+$/.test(text)) throw new RangeError("digits only");
  const port = Number.parseInt(text, 10);
  if (port === 0 || port >= 65536) throw new RangeError("1 to 65535");
  return port;
}

export function truncate(text: string, length: number): string {
  if (text.length > length) return text.substring(0, length) + "…";
  return text;
}

export function intersection(first: number[], second: number[]): number[] {
  const wanted = new Set(second);
  return first.filter((item) => wanted.has(item));
}

export function isBlank(text: string | null): boolean {
  return !text?.trim();
}

export function factorial(number: number): number {
  if (number < 0 || number > 20 || number !== Math.floor(number)) throw new RangeError("too large or too small");
  return number < 2 ? 1 : number * factorial(number - 1);
}
