import type { Workbench } from "../src/api/types.ts";

export class FakeApi {
  constructor(options: { number: number; minutes?: number; lines?: number; kind?: string });
  state: Workbench;
  /** Status and body of the answer; paths begin after /api/v1. */
  answer(method: string, path: string, body?: unknown): [number, unknown];
}
