import { describe, expect, test } from "vitest";
import type { WorkspaceState } from "../../src/core/index.ts";
import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import type { NetworkConditions } from "../../src/testing/index.ts";
import type { ConnectionHarness, ContractPerson } from "./connectionHarness.ts";
import { DEADLINE } from "./deadline.ts";
import { openProbe } from "./openProbe.ts";
import { openStore } from "./openStore.ts";
import { setUpContract } from "./setUpContract.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const CLEO = { userId: "cleo", name: "Cleo", role: "viewer" } as const;

const adaIn = ({ presence }: WorkspaceState) => presence.people.get("ada");

/** What people see of each other, as tests that every workspace passes. */
export function describePresence(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	describe(`${name}: people in a workspace`, () => {
		const workspaceId = "presence";
		const contract = setUpContract(workspaceId, startHarness);

		const joinOver = async (person: ContractPerson, faults: NetworkConditions) => {
			const store = await openStore(workspaceId, contract.harness.connect(workspaceId, person, faults));
			contract.onEnd(store.close);
			return store;
		};

		test("see what the others read, have open and type, until they stop", async () => {
			const [ada, ben] = [await contract.join(ADA), await contract.join(BEN)];
			ada.updatePresence({ itemId: "item-1", path: "src/app.ts" });
			await ben.until((state) => adaIn(state)?.itemId === "item-1", "what Ada reads");
			expect(adaIn(ben.get())).toEqual({
				userId: "ada",
				status: "here",
				typing: null,
				itemId: "item-1",
				path: "src/app.ts",
			});
			ada.setDraft("Add a gre");
			await ben.until((state) => adaIn(state)?.typing === "prompt", "Ada to type");
			ada.setDraft("");
			await ben.until((state) => adaIn(state)?.typing === null, "Ada to stop");
			ada.updatePresence({ typing: "note", itemId: null, path: null });
			const typing = await ben.until((state) => adaIn(state)?.typing === "note" && adaIn(state), "Ada to write a note");
			expect(typing).toMatchObject({ itemId: null, path: null });
		});

		test("see somebody with several windows once, until the last one is closed", async () => {
			const ben = await contract.join(BEN);
			const one = await joinOver(ADA, {});
			one.updatePresence({ itemId: "item-1" });
			await ben.until((state) => adaIn(state)?.itemId === "item-1", "the first window");
			// After that: the window that says something new last is the one that counts, and a new one says that it is there.
			const other = await joinOver(ADA, {});
			other.updatePresence({ typing: "prompt", itemId: "item-2" });
			await ben.until((state) => adaIn(state)?.itemId === "item-2", "the second window");
			expect(ben.get().presence.people.size).toBeLessThanOrEqual(2);
			other.close();
			await ben.until((state) => adaIn(state)?.itemId === "item-1", "the first window again");
			one.close();
			await ben.until((state) => !adaIn(state) && state.participants.length === 1, "Ada to leave");
		});

		test("see where the others are as soon as they come, also those who may only watch", async () => {
			const [ada, ben] = [await contract.join(ADA), await contract.join(BEN)];
			ada.updatePresence({ itemId: "item-1" });
			await ben.until((state) => adaIn(state)?.itemId === "item-1", "what Ada reads");
			const cleo = await contract.join(CLEO);
			expect(adaIn(cleo.get())).toMatchObject({ itemId: "item-1" });
			await ada.until((state) => state.presence.people.get("cleo")?.status === "here", "Cleo to be seen");
		});

		test("are not told the name of a hidden file that somebody has open", async () => {
			const [ada, ben] = [await contract.join(ADA), await contract.join(BEN)];
			ada.updatePresence({ itemId: "item-1", path: "config/.env" });
			await ben.until((state) => adaIn(state)?.itemId === "item-1", "what Ada reads");
			expect(adaIn(ben.get())).toMatchObject({ path: null });
		});

		test("catch up with what was lost on the way", async () => {
			const ada = await contract.join(ADA);
			const ben = await joinOver(BEN, { broadcast: (kind) => (kind === "presence" ? "drop" : "deliver") });
			await ada.until((state) => state.presence.people.get("ben"), "Ben to be seen");
			ada.updatePresence({ itemId: "item-1" });
			await ben.until((state) => adaIn(state)?.itemId === "item-1", "what Ada reads");
		});

		test("say nothing while they are alone", async () => {
			const calls: string[] = [];
			const call = (action: string) => {
				calls.push(action);
				return "deliver" as const;
			};
			const [ada, other] = [await joinOver(ADA, { call }), await joinOver(ADA, { call })];
			for (const { setDraft, updatePresence } of [ada, other]) {
				setDraft("Add a greeting");
				updatePresence({ itemId: "item-1" });
			}
			await ada.call("getSessionInfo", undefined);
			expect(calls).not.toContain("updatePresence");
			const ben = await contract.join(BEN);
			await ben.until((state) => adaIn(state)?.itemId === "item-1", "what Ada reads");
		});

		test("may say it without `sync`, and then are participants", async () => {
			const ben = await contract.join(BEN);
			const { connection, until } = openProbe(contract.harness.connect(workspaceId, ADA));
			contract.onEnd(() => connection.close());
			await until((events) => events.some(({ kind }) => kind === "open"), "the connection to open");
			const update = { status: "idle", typing: null, itemId: null, path: null, have: null } as const;
			const { presence } = await connection.call("updatePresence", update, DEADLINE);
			expect(presence?.people).toContainEqual(expect.objectContaining({ userId: "ada", status: "idle" }));
			await ben.until((state) => state.participants.some(({ userId }) => userId === "ada"), "Ada to be there");
			const state = await connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			let { revision: have = null } = state.presence ?? {};
			async function changes() {
				const { presence } = await connection.call("updatePresence", { ...update, have }, DEADLINE);
				have = presence?.revision ?? have;
				return presence;
			}
			// What Ben does may still be on its way.
			await expect.poll(changes).toBeNull();
		});
	});
}
