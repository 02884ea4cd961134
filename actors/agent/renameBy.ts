import type { Person, RenameWorkspaceRequest } from "../../src/protocol/index.ts";
import { renameSession } from "../../src/rules/title.ts";
import { runIdempotent } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { SessionStore } from "./SessionStore.ts";

interface RenamedParts {
	readonly writer: Pick<Writer, "commit">;
	readonly sessionStore: Pick<SessionStore, "get" | "storeChange" | "update">;
}

/** Renames the workspace for a person who may do it. */
export function renameBy(
	{ writer, sessionStore }: RenamedParts,
	by: Person,
	request: RenameWorkspaceRequest,
): Promise<{ readonly title: string | null }> {
	return writer.commit("renameWorkspace", (act) =>
		runIdempotent(act, { userId: by.userId, action: "renameWorkspace", request }, async () => {
			const change = renameSession(sessionStore.get(), request.title, by);
			await sessionStore.storeChange(act.tx, change);
			act.afterCommit(() => sessionStore.update(change));
			return { title: change.title ?? null };
		}),
	);
}
