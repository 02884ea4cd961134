import { expect, test } from "vitest";
import { pendingWaits, waitFor } from "../harness/waitFor.ts";

test("asks until the answer is yes, also when asking fails", async () => {
	const answers = [false, new Error("not yet"), true];
	await waitFor(() => {
		const answer = answers.shift();
		if (answer instanceof Error) throw answer;
		return answer === true;
	}, "the third answer");
	expect(answers).toEqual([]);
	expect(pendingWaits()).toEqual([]);
});

test("says what it has waited for in vain, also when nobody answers", async () => {
	await expect(waitFor(() => false, "rain", 10)).rejects.toThrow(/Waited \d+ ms for rain\./);
	await expect(waitFor(() => new Promise(() => {}), "an echo", 10)).rejects.toThrow(/Waited \d+ ms for an echo\./);
	expect(pendingWaits()).toEqual([]);
});

test("names what is waited for", async () => {
	let isOver = false;
	const waits = [waitFor(() => isOver, "one"), waitFor(() => isOver, "one"), waitFor(() => isOver, "other")];
	expect(pendingWaits()).toEqual(["one", "one", "other"]);
	isOver = true;
	await Promise.all(waits);
	expect(pendingWaits()).toEqual([]);
});
