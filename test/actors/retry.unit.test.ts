import { expect, test } from "vitest";
import { retry } from "../../actors/timing/retry.ts";

const limits = { retryBaseMs: 1, retryMaxMs: 1 };
const { signal } = new AbortController();

test("repeats work until it succeeds, and passes it the number of failures so far", async () => {
	const failuresBefore: number[] = [];
	const work = async (failures: number) => {
		failuresBefore.push(failures);
		if (failures < 3) throw new Error("Not yet.");
		return "done";
	};
	expect(await retry(work, { limits, signal })).toBe("done");
	expect(failuresBefore).toEqual([0, 1, 2, 3]);
});

test("ends at a failure after which another attempt cannot help", async () => {
	let attempts = 0;
	const work = async () => {
		attempts += 1;
		throw new Error(attempts === 2 ? "Refused." : "Not yet.");
	};
	const shouldRetry = (error: unknown) => error instanceof Error && error.message !== "Refused.";
	await expect(retry(work, { limits, signal, shouldRetry })).rejects.toThrow("Refused.");
	expect(attempts).toBe(2);
});

test("an abort ends a wait of any length, and the last failure is thrown", async () => {
	const stopping = new AbortController();
	const failed = Promise.withResolvers<void>();
	const work = async () => {
		failed.resolve();
		throw new Error("Not yet.");
	};
	const hour = 3_600_000;
	const retrying = retry(work, { limits: { retryBaseMs: hour, retryMaxMs: hour }, signal: stopping.signal });
	await failed.promise;
	stopping.abort();
	await expect(retrying).rejects.toThrow("Not yet.");
});
