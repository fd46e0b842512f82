import { expect, test } from "vitest";
import { signIn } from "./back.ts";

test("signing in leads back to the same review", () => {
  expect(signIn({ pathname: "/review/a1/", search: "?pane=A&line=3" })).toBe(
    "/accounts/login/?next=%2Freview%2Fa1%2F%3Fpane%3DA%26line%3D3",
  );
});
