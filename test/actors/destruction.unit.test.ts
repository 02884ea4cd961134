import { expect, test } from "vitest";
import type { WorkspaceHost } from "../../actors/host/workspaceHost.ts";
import { WorkspaceDestruction } from "../../actors/lifecycle/WorkspaceDestruction.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };

function open(removals: readonly (() => Promise<boolean>)[]) {
	let [removed, destroyed] = [0, 0];
	const host = {
		log: () => undefined,
		broadcast: () => undefined,
		destroy() {
			destroyed += 1;
			if (destroyed > 1) throw new Error("The actor is being destroyed already.");
		},
	} as unknown as WorkspaceHost;
	const keeper = { suspend: () => () => undefined };
	const removeSandbox = () => removals[removed++]?.() ?? Promise.resolve(true);
	return new WorkspaceDestruction({
		host,
		keeper,
		idlePause: { disable: () => undefined },
		timeoutMs: 1_000,
		leaveDirectory: async () => undefined,
		removeSandbox,
	});
}

test("two people who destroy a workspace at once both get a success", async () => {
	const ending = open([]);
	const answers = [ending.destroy(ADA), ending.destroy(BEN)];
	expect(await Promise.all(answers)).toEqual([{ destroyed: true }, { destroyed: true }]);
	expect(await ending.destroy(ADA)).toEqual({ destroyed: true });
});

test("a failed destruction can be retried", async () => {
	const ending = open([() => Promise.reject(new Error("The provider is down."))]);
	await expect(ending.destroy(ADA)).rejects.toMatchObject({ code: "sandbox_failed" });
	expect(await ending.destroy(ADA)).toEqual({ destroyed: true });
});
