import * as v from "valibot";
import { runIdempotent } from "../writer/writer.ts";
import { defineAction } from "./defineAction.ts";
import { agentIdSchema, idSchema } from "./fields.ts";

export const getSessionInfo = defineAction("getSessionInfo", v.undefined(), async ({ host, sessionStore }) => {
	const { sandboxId, agent, state } = sessionStore.get();
	return { workspaceId: host.workspaceId, sandboxId, agent, state };
});

const setConfigOptionSchema = v.strictObject({ clientId: idSchema, configId: agentIdSchema, value: agentIdSchema });

export const setConfigOption = defineAction(
	"setConfigOption",
	setConfigOptionSchema,
	({ settingsChanger }, caller, request) => settingsChanger.change(caller, request),
);

const restartSchema = v.strictObject({ clientId: idSchema });

export const restart = defineAction(
	"restartSession",
	restartSchema,
	({ writer, sessionKeeper }, { userId }, { clientId }) =>
		writer.commit("restartSession", (act) =>
			runIdempotent(act, { userId, action: "restartSession", clientId }, () => ({
				restarting: sessionKeeper.restart(),
			})),
		),
);
