import { expect, test } from "vitest";
import type { PatchBatch } from "../../src/protocol/index.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import type { WorkspaceClient } from "../harness/workspaceClient.ts";

/** A workspace that counts its turns: the turn's id is the number of the last change. */
function createFake() {
	let seq = 0;
	const asked: unknown[] = [];
	const listeners = { patches: (_batch: PatchBatch) => {}, open: () => {} };
	const turnOf = (id: number) => ({ id: String(id), promptId: "", startedAt: 0, state: "running" as const });
	const connection = {
		onError() {},
		on(_name: string, listener: (batch: PatchBatch) => void) {
			listeners.patches = listener;
		},
		onOpen(listener: () => void) {
			listeners.open = listener;
		},
		async sync({ have }: { readonly have: unknown }) {
			asked.push(have);
			return { epoch: 1, seq, turn: turnOf(seq), items: [], queue: [], approvals: [] };
		},
	};
	const client = { workspace: { getOrCreate: () => ({ connect: () => connection }) } };
	return {
		asked,
		client: client as unknown as WorkspaceClient,
		open: () => listeners.open(),
		change({ isLost }: { readonly isLost: boolean }) {
			seq += 1;
			const patches = [{ kind: "turn" as const, seq, turn: turnOf(seq) }];
			if (!isLost) listeners.patches({ epoch: 1, from: seq, to: seq, patches });
		},
	};
}

test("a visitor who has missed a message asks for the changes, and goes on", async () => {
	const fake = createFake();
	const visitor = await joinWorkspace(fake.client, "w", {});
	fake.change({ isLost: true });
	fake.change({ isLost: false });
	fake.change({ isLost: false });
	await visitor.until(({ turn }) => turn?.id === "3", "the last change");
	fake.change({ isLost: false });
	await visitor.until(({ turn }) => turn?.id === "4", "the next change");
	expect(fake.asked).toEqual([null, { epoch: 1, seq: 0 }]);
});

test("a visitor whose connection has opened again asks for the changes", async () => {
	const fake = createFake();
	const visitor = await joinWorkspace(fake.client, "w", {});
	fake.change({ isLost: true });
	fake.open();
	await visitor.until(({ turn }) => turn?.id === "1", "the change");
});
