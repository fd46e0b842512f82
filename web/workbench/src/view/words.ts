/** Words for the vocabulary's values, and numbers as people write them. */

/** "error-handling" becomes "Error handling". */
export function words(value: string): string {
  const text = value.replaceAll("-", " ").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function money(price: { amount_minor: number; currency: string }): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency: price.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(price.amount_minor / 10 ** digits);
}

export function fileName(path: string): string {
  return path.split("/").at(-1) ?? path;
}

export function lineRange(from: number, to: number): string {
  return from === to ? `Line ${from}` : `Lines ${from}–${to}`;
}

/** "12 min", "1 h 5 min". */
export function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "01:05:09"; never negative. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
