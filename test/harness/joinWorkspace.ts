import { type PatchBatch, PROTOCOL_VERSION, type SyncResponse } from "../../src/protocol/index.ts";
import { createChanges } from "./createChanges.ts";
import { describeSeen, type SeenWorkspace, seeAnswer, seeBatch } from "./seenWorkspace.ts";
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
		if (seen) seen = seeBatch(seen, batch);
		else held.push(batch);
		changes.notify();
	});
	const answer = await workspace.sync({ protocol: PROTOCOL_VERSION, have: null });
	seen = held.reduce(seeBatch, seeAnswer(answer));
	const look = () => seen ?? seeAnswer(answer);

	return {
		workspace,
		answer,
		seen: look,
		until: (find, what) =>
			changes.until(
				() => find(look()),
				() => `${what}. ${describeSeen(look())}`,
			),
		leave: () => workspace.dispose(),
	};
}
