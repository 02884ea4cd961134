import { type PatchBatch, PROTOCOL_VERSION, type SyncResponse } from "../../src/protocol/index.ts";
import { createChanges } from "./createChanges.ts";
import { applyBatch, applySyncResponse, describeSeen, type SeenWorkspace } from "./seenWorkspace.ts";
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

/** Opens a workspace. Without `authenticate` the params say who the person is. */
export async function joinWorkspace(client: WorkspaceClient, id: string, params: unknown): Promise<Visitor> {
	const workspace = client.workspace.getOrCreate([id], { params }).connect();
	workspace.onError(() => undefined);
	const held: PatchBatch[] = [];
	const changes = createChanges();
	let seen: SeenWorkspace | null = null;

	workspace.on("workspace.patches", (batch) => {
		if (seen) seen = applyBatch(seen, batch);
		else held.push(batch);
		changes.notify();
	});
	const answer = await workspace.sync({ protocol: PROTOCOL_VERSION, have: null });
	seen = held.reduce(applyBatch, applySyncResponse(answer));
	const current = () => seen ?? applySyncResponse(answer);

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
