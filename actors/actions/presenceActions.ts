import { createActionHandler } from "./actionHandler.ts";

/** A page whose connection seemed dead shows with this that it is not, and is a participant again. */
export const updatePresence = createActionHandler("updatePresence", async (workspace, caller, { have, ...update }) => {
	const { presence, presenceBroadcaster } = workspace;
	if (caller.connectionId !== null) {
		if (!presence.has(caller.connectionId)) presence.join(caller.connectionId, caller);
		if (presence.has(caller.connectionId)) presenceBroadcaster.report(caller.connectionId, caller.userId, update);
	}
	return { presence: presenceBroadcaster.snapshotUnless(have) };
});
