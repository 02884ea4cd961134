import * as v from "valibot";
import { defineAction } from "./defineAction.ts";

export const getSessionInfo = defineAction("getSessionInfo", v.undefined(), async ({ host, facts }) => {
	const { sandboxId, agent, state } = facts.get();
	return { workspaceId: host.workspaceId, sandboxId, agent, state };
});
