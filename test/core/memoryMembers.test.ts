import { expect, test } from "vitest";
import { systemClock } from "../../src/core/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { describeMembers } from "../contract/membersContract.ts";
import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { openStore } from "../contract/openStore.ts";

describeMembers("in memory", startMemoryHarness);

test("where the host decides about roles, no owner can, and the screen knows", async () => {
	const workspace = createMemoryWorkspace();
	const ada = await openStore("memory", workspace.connect({ userId: "ada", name: "Ada" }));
	for (const action of ["setRole", "createInvite", "listInvites", "removePerson"] as const)
		expect(ada.get().self?.allowedActions).not.toContain(action);
	await expect(ada.call("createInvite", { clientId: "a", role: "editor" })).rejects.toMatchObject({
		code: "forbidden",
		message: "Who may do what isn’t decided in this workspace.",
	});
	ada.close();
});

test("pages of people have one order, also when a millisecond passes while one is read", async () => {
	let time = systemClock.now();
	let step = 0;
	const now = () => {
		time += step;
		return time;
	};
	const workspace = createMemoryWorkspace({ clock: { ...systemClock, now } });
	const userIds = ["ada", "ben", "cleo", "dan", "eva"];
	const stores = await Promise.all(
		userIds.map((userId) => openStore("memory", workspace.connect({ userId, name: userId }))),
	);
	const [ada] = stores;
	const listed: (string | undefined)[] = [];
	for (const offset of userIds.keys()) {
		step = offset % 2;
		const page = await ada?.call("listPeople", { limit: 1, offset });
		listed.push(page?.people[0]?.userId);
	}
	expect(listed).toEqual(userIds);
	for (const store of stores) store.close();
});
