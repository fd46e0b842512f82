/** Names under which components may import what is here; put in by the build. */
declare const __LIBRARIES__: readonly string[];
