/** Reading the text of files. */

/** Lines as a person counts them: a line break at the end begins no new one. */
export function countLines(text: string): number {
  return text.split(/\r\n?|\n/).length - (/[\r\n]$/.test(text) ? 1 : 0);
}
