import { afterEach } from "vitest";
import { pendingWaits } from "../harness/waitFor.ts";

// A test that has reached its time limit fails without a word about where it was.
afterEach(({ task: { result } }) => {
	const error = result?.state === "fail" ? result.errors?.at(-1) : undefined;
	const waits = pendingWaits();
	if (error && waits.length > 0) error.message += ` It waited for ${waits.join(", and for ")}.`;
});
