import * as v from "valibot";
import { defineAction } from "./defineAction.ts";

export const getSessionInfo = defineAction("getSessionInfo", v.undefined(), async ({ host, sessionStore }) => {
	const { sandboxId, agent, state } = sessionStore.get();
	return { workspaceId: host.workspaceId, sandboxId, agent, state };
});
