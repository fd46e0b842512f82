/** What the way out of the workbench is called. */
import type { Session } from "../session/session.svelte.ts";

export function backTo(session: Session): string {
  return session.endsAt === null ? "Back to the queue" : "Back to the assessment";
}
