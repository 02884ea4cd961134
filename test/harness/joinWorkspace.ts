import { type PatchBatch, PROTOCOL_VERSION, type SyncResponse } from "../../src/protocol/index.ts";
import { createChanges } from "./createChanges.ts";
import {
	applyBatch,
	applyChanges,
	applySyncResponse,
	describeSeen,
	isMissingSome,
	type SeenWorkspace,
} from "./seenWorkspace.ts";
import type { WorkspaceClient } from "./workspaceClient.ts";

type Handle = ReturnType<WorkspaceClient["workspace"]["getOrCreate"]>;

/** A person who has a workspace open. */
export interface Visitor {
	/** The connection, for actions. */
	readonly workspace: ReturnType<Handle["connect"]>;
	/** The response of the first `sync`. */
	readonly answer: SyncResponse;
	seen(): SeenWorkspace;
	/** Waits until `find` returns something. */
	until<Found>(find: (seen: SeenWorkspace) => Found, what: string): Promise<NonNullable<Found>>;
	leave(): Promise<void>;
}

/**
 * Opens a workspace. Without `authenticate` the params say who the person is.
 *
 * On a busy machine the engine drops messages, and whole connections. As every client of the protocol does, a visitor
 * then asks for what is missing.
 */
export async function joinWorkspace(client: WorkspaceClient, id: string, params: unknown): Promise<Visitor> {
	const workspace = client.workspace.getOrCreate([id], { params }).connect();
	workspace.onError(() => undefined);
	const changes = createChanges();
	/** Batches that came during a `sync`; null while none runs. */
	let held: PatchBatch[] | null = [];
	let seen: SeenWorkspace | null = null;

	function receive(batch: PatchBatch): void {
		if (held || !seen) held?.push(batch);
		else if (isMissingSome(seen, batch)) void catchUp(seen);
		else seen = applyBatch(seen, batch);
		changes.notify();
	}

	async function catchUp(from: SeenWorkspace): Promise<void> {
		held = [];
		// A connection that is lost meanwhile opens again, and then asks again.
		const have = { epoch: from.epoch, seq: from.seq };
		const answer = await workspace.sync({ protocol: PROTOCOL_VERSION, have }).catch(() => null);
		if (answer) seen = applyChanges(from, answer);
		const later = held;
		held = null;
		if (answer) for (const batch of later) receive(batch);
		changes.notify();
	}

	workspace.on("workspace.patches", receive);
	const answer = await workspace.sync({ protocol: PROTOCOL_VERSION, have: null });
	const first = applySyncResponse(answer);
	seen = held.reduce(applyBatch, first);
	held = null;
	workspace.onOpen(() => {
		if (seen && !held) void catchUp(seen);
	});
	const current = () => seen ?? first;

	return {
		workspace,
		answer,
		seen: current,
		until: (find, what) =>
			changes.until(
				() => find(current()),
				() => `${what}. ${describeSeen(current())}`,
			),
		leave: () => workspace.dispose(),
	};
}
