import { describe, expect, test } from "vitest";
import { createClientId } from "../../src/core/platform/browser.ts";
import type { Role } from "../../src/protocol/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import type { OpenStore } from "./openStore.ts";
import { setUpContract } from "./setUpContract.ts";

/** How people say who takes care of what the agent waits for, as tests that every workspace passes. */
export function describeClaims(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const stores: OpenStore[] = [];
	const contract = setUpContract("claims", startHarness, async () => {
		await stores[0]?.stop();
		stores.length = 0;
	});
	const join = async (userId: string, role: Role): Promise<OpenStore> => {
		const store = await contract.join({ userId, name: userId, role });
		stores.push(store);
		return store;
	};
	const claimantOf = (store: OpenStore, id: string) => {
		const item = store.get().items.get(id);
		return item?.kind === "approval" || item?.kind === "question" ? (item.claim?.by.userId ?? null) : undefined;
	};
	const ask = async (store: OpenStore) => {
		await store.prompt(contract.harness.prompts.ask);
		return (await store.until(({ approvals }) => approvals[0], "the agent to ask")).id;
	};

	describe(`${name}: a permission request`, () => {
		test("is claimed, handed over and released, for everybody to see", async () => {
			const ada = await join("ada", "approver");
			const ben = await join("ben", "approver");
			const cleo = await join("cleo", "viewer");
			const id = await ask(await join("dora", "owner"));
			await ada.claimRequest(id);
			await cleo.until(() => claimantOf(cleo, id) === "ada", "the claim");
			await ben.until(({ participants }) => participants.length === 4, "everybody to be there");
			await ada.claimRequest(id, "ben");
			await cleo.until(() => claimantOf(cleo, id) === "ben", "the claim to be handed over");
			expect(cleo.get().approvals[0]?.claim?.from?.userId).toBe("ada");
			await ben.releaseRequest(id);
			await cleo.until(() => claimantOf(cleo, id) === null, "the claim to be released");
			await ben.releaseRequest(id);
		});

		test("is claimed by and handed to those who may answer, and released by whoever claimed it, and by owners", async () => {
			const ada = await join("ada", "owner");
			const ben = await join("ben", "approver");
			const cleo = await join("cleo", "viewer");
			const id = await ask(ada);
			await ada.until(({ participants }) => participants.length === 3, "everybody to be there");
			await expect(cleo.claimRequest(id)).rejects.toMatchObject({ code: "forbidden" });
			await expect(ben.claimRequest(id, "cleo")).rejects.toMatchObject({ code: "forbidden" });
			await expect(ben.claimRequest(id, "nobody")).rejects.toMatchObject({ code: "invalid_argument" });
			await expect(ben.claimRequest("none")).rejects.toMatchObject({ code: "not_found" });
			await ada.claimRequest(id);
			await expect(ben.releaseRequest(id)).rejects.toMatchObject({ code: "forbidden" });
			await ben.claimRequest(id);
			await ada.releaseRequest(id);
		});

		test("is free again once the access of whoever claimed it ends", async () => {
			const ada = await join("ada", "owner");
			const ben = await join("ben", "approver");
			const id = await ask(ada);
			await ben.claimRequest(id);
			await ada.until(() => claimantOf(ada, id) === "ben", "the claim");
			await ada.call("disconnectUser", { clientId: createClientId(), userId: "ben" });
			await ada.until(() => claimantOf(ada, id) === null, "the claim to end");
			expect(ada.get().approvals[0]?.state.status).toBe("pending");
		});

		test("is answered by anybody, whoever is on it, and then claimed by nobody", async () => {
			const ada = await join("ada", "owner");
			const ben = await join("ben", "approver");
			const id = await ask(ada);
			await ada.claimRequest(id);
			const approval = await ben.until(({ approvals }) => approvals[0], "the request");
			await ben.answerApproval(id, approval.options[0]?.optionId ?? "");
			await expect(ada.claimRequest(id)).rejects.toMatchObject({ code: "already_answered" });
		});
	});
}
