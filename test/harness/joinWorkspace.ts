import type { PatchBatch, SyncAnswer } from "../../src/protocol/index.ts";
import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { type SeenWorkspace, seeAnswer, seeBatch } from "./seenWorkspace.ts";
import type { WorkspaceClient } from "./workspaceServer.ts";

type Handle = ReturnType<WorkspaceClient["workspace"]["getOrCreate"]>;

/** Somebody who has a workspace open. */
export interface Visitor {
	/** The connection, for actions. */
	readonly workspace: ReturnType<Handle["connect"]>;
	readonly answer: SyncAnswer;
	seen(): SeenWorkspace;
	/** Waits until they see what is asked for. */
	until<Found>(find: (seen: SeenWorkspace) => Found | null | undefined | false, what: string): Promise<Found>;
	leave(): Promise<void>;
}

const LIMIT_MS = 20_000;

/** Opens a workspace as `userId` in an open workspace, or with other params. */
export async function joinWorkspace(client: WorkspaceClient, id: string, params: unknown): Promise<Visitor> {
	const workspace = client.workspace.getOrCreate([id], { params }).connect();
	const held: PatchBatch[] = [];
	const watchers = new Set<() => void>();
	let seen: SeenWorkspace | null = null;

	function take(batch: PatchBatch): void {
		if (seen) seen = seeBatch(seen, batch);
		else held.push(batch);
		for (const watch of watchers) watch();
	}

	workspace.on("workspace.patches", take);
	const answer = await workspace.sync({ protocol: PROTOCOL_VERSION, have: null });
	seen = held.reduce(seeBatch, seeAnswer(answer));
	const look = () => seen ?? seeAnswer(answer);

	return {
		workspace,
		answer,
		seen: look,
		until(find, what) {
			const { promise, resolve, reject } = Promise.withResolvers<NonNullable<ReturnType<typeof find>>>();
			const timer = setTimeout(() => reject(new Error(`Waited for ${what}. ${describe(look())}`)), LIMIT_MS);
			const watch = () => {
				const found = find(look());
				if (found) resolve(found as never);
			};
			watchers.add(watch);
			watch();
			return promise.finally(() => {
				clearTimeout(timer);
				watchers.delete(watch);
			}) as never;
		},
		leave: () => workspace.dispose(),
	};
}

function describe({ session, turn, items }: SeenWorkspace): string {
	const kinds = [...items.values()].map((item) => `${item.kind}:${"state" in item ? JSON.stringify(item.state) : ""}`);
	return `Session ${JSON.stringify(session.state)}, turn ${JSON.stringify(turn)}, items ${kinds.join(" ")}`;
}
