import { describe, expect, test } from "vitest";
import type { WorkspaceState } from "../../src/core/index.ts";
import { isAboutPeople } from "../../src/rules/people.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import { endedPrompt } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;
const BEN = { userId: "ben", name: "Ben", role: "editor", metadata: { team: "web" } } as const;
const CLEO = { userId: "cleo", name: "Cleo", role: "viewer" } as const;

/** What the timeline says of the people of a workspace, as tests that every workspace passes. */
export function describePeople(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	describe(`${name}: the timeline says`, () => {
		const contract = setUpContract("people", startHarness);

		test("who is here for the first time, once, and nothing of the first person", async () => {
			const ada = await contract.join(ADA);
			const ben = await contract.join(BEN);
			const joined = await ada.until(
				(state) => (saidOf(state).length > 0 ? saidOf(state) : null),
				"what is said of Ben",
			);
			const by = { userId: "ben", name: "Ben" };
			expect(joined).toEqual([{ by, event: { type: "person_joined" } }]);
			ben.close();
			await ada.until(({ participants }) => participants.length === 1, "Ben to leave");
			await contract.join(BEN);
			await contract.join(CLEO);
			await ada.until((state) => saidOf(state).length > 1, "what is said of Cleo");
			expect(saidOf(ada.get()).map((said) => said.by?.userId)).toEqual(["ben", "cleo"]);
		});

		test("who comes back with another role", async () => {
			const ada = await contract.join(ADA);
			const before = saidOf(ada.get()).length;
			await contract.join({ ...BEN, role: "approver" });
			await ada.until((state) => saidOf(state).length > before, "what is said of Ben’s role");
			const person = { userId: "ben", name: "Ben" };
			expect(saidOf(ada.get()).slice(before)).toEqual([
				{ by: null, event: { type: "role_changed", person, from: "editor", to: "approver" } },
			]);
		});

		test("who joins in the middle of a turn, as a part of it", async () => {
			const ada = await contract.join(ADA);
			const { promptId } = await ada.prompt(contract.harness.prompts.long);
			const turn = await ada.until(({ turn }) => (turn?.promptId === promptId ? turn : null), "the turn to begin");
			await contract.join({ userId: "dan", name: "Dan", role: "editor" });
			const item = await ada.until(
				({ items }) => [...items.values()].find((other) => isAboutPeople(other) && other.turnId === turn.id),
				"what is said of Dan",
			);
			expect(item).toMatchObject({ kind: "event", by: { userId: "dan" } });
			await ada.stop();
			await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
		});
	});
}

/** Who has joined and whose role has changed, in the order of the timeline. */
function saidOf({ itemIds, items }: WorkspaceState) {
	return itemIds.flatMap((id) => {
		const item = items.get(id);
		return item?.kind === "event" && isAboutPeople(item) ? [{ by: item.by, event: item.event }] : [];
	});
}
