import { runIdempotent } from "../writer/transaction.ts";
import { createActionHandler } from "./actionHandler.ts";

export const getSessionInfo = createActionHandler("getSessionInfo", async ({ host, sessionStore }) => {
	const { sandboxId, agent, state } = sessionStore.get();
	return { workspaceId: host.workspaceId, sandboxId, agent, state };
});

export const setConfigOption = createActionHandler("setConfigOption", ({ settingsChanger }, caller, request) =>
	settingsChanger.change(caller, request),
);

export const restartSession = createActionHandler(
	"restartSession",
	({ writer, sessionKeeper }, { userId }, { clientId }) =>
		writer.commit("restartSession", (act) =>
			runIdempotent(act, { userId, action: "restartSession", clientId }, () => ({
				restarting: sessionKeeper.restart(),
			})),
		),
);
