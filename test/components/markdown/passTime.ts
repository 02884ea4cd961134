import { act } from "@testing-library/react";
import { vi } from "vitest";

/** Milliseconds pass. Needs fake timers. */
export function passTime(ms: number): void {
	act(() => void vi.advanceTimersByTime(ms));
}
