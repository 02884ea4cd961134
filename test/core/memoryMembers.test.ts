import { expect, test } from "vitest";
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
