import type { RenameWorkspaceRequest, Turn } from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import { renamed, renameSession } from "../../src/rules/title.ts";
import type { Identity } from "../access/identity.ts";
import { createItemId } from "../items/itemDraft.ts";
import { runIdempotent } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { SessionStore } from "./SessionStore.ts";

interface RenamedParts {
	readonly writer: Pick<Writer, "commit">;
	readonly sessionStore: Pick<SessionStore, "get" | "storeChange" | "update">;
	readonly currentTurn: { get(): Turn | null };
}

/** Renames the workspace for a person who may do it. */
export function renameBy(
	{ writer, sessionStore, currentTurn }: RenamedParts,
	by: Identity,
	request: RenameWorkspaceRequest,
): Promise<{ readonly title: string | null }> {
	return writer.commit("renameWorkspace", (act) =>
		runIdempotent(act, { by, action: "renameWorkspace", request }, async () => {
			const session = sessionStore.get();
			const change = renameSession(session, request.title, toPerson(by));
			const event = renamed(session, change.title ?? null);
			await sessionStore.storeChange(act.tx, change);
			act.afterCommit(() => sessionStore.update(change));
			const turnId = currentTurn.get()?.id ?? null;
			const base = { kind: "event", id: createItemId(), turnId, createdAt: Date.now() } as const;
			if (event) act.put({ ...base, by: toPerson(by), event });
			return { title: change.title ?? null };
		}),
	);
}
