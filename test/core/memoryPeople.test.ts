import { expect, test } from "vitest";
import { LIMITS } from "../../src/protocol/index.ts";
import { isAboutPeople } from "../../src/rules/people.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { prompt } from "../../stories/fixtures/sampleItems.ts";
import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { openStore } from "../contract/openStore.ts";
import { describePeople } from "../contract/peopleContract.ts";

describePeople("in memory", startMemoryHarness);

const joined = (workspace: ReturnType<typeof createMemoryWorkspace>) =>
	[...workspace.get().items.values()].flatMap((item) => (isAboutPeople(item) && "by" in item ? [item.by?.userId] : []));

test("whoever has prompted before does not join again", async () => {
	const workspace = createMemoryWorkspace({ items: [prompt] });
	for (const person of [prompt.by, { userId: "zoe", name: "Zoe" }]) {
		const store = await openStore("memory", workspace.connect(person));
		store.close();
	}
	expect(joined(workspace)).toEqual(["zoe"]);
});

test("of more people than are remembered nobody is said to be new", async () => {
	const workspace = createMemoryWorkspace();
	for (let number = 0; number <= LIMITS.people; number++) {
		const store = await openStore("memory", workspace.connect({ userId: `person-${number}`, name: `P${number}` }));
		store.close();
	}
	expect(joined(workspace)).toHaveLength(LIMITS.people - 1);
	expect(joined(workspace)).not.toContain(`person-${LIMITS.people}`);
});
