/** The ways out of the workbench: what they are called, and where they lead. */
import type { Session } from "../session/session.svelte.ts";

const SIGN_IN = "/accounts/login/";

export function backTo(session: Session): string {
  return session.endsAt === null ? "Back to the queue" : "Back to the assessment";
}

/** Where to sign in so that one comes back to this page. */
export function signIn({ pathname, search }: Pick<Location, "pathname" | "search">): string {
  return `${SIGN_IN}?${new URLSearchParams({ next: pathname + search }).toString()}`;
}
