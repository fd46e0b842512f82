/** Measures time spent at work: gaps between signs of life count, unless they last longer than a minute. */

export const IDLE_MS = 60_000;

export interface Activity {
  /** Milliseconds not yet handed to the server. */
  readonly pending: number;
  /** When the last sign of life was seen; null before the first. */
  readonly last: number | null;
}

export const noActivity: Activity = { pending: 0, last: null };

export function noticed(activity: Activity, now: number): Activity {
  const gap = activity.last === null ? 0 : now - activity.last;
  const worked = gap > 0 && gap <= IDLE_MS ? gap : 0;
  return { pending: activity.pending + worked, last: Math.max(now, activity.last ?? now) };
}

/** Takes whole milliseconds out, to be sent. */
export function take(activity: Activity): [number, Activity] {
  const sent = Math.floor(activity.pending);
  return [sent, { ...activity, pending: activity.pending - sent }];
}

/** Puts back what could not be sent. */
export function giveBack(activity: Activity, milliseconds: number): Activity {
  return { ...activity, pending: activity.pending + milliseconds };
}
