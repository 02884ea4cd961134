import { toPerson } from "../../src/rules/access.ts";
import { requireLoginMethod } from "../../src/rules/login.ts";
import { renameBy } from "../agent/renameBy.ts";
import { runIdempotent } from "../writer/transaction.ts";
import { createActionHandler } from "./actionHandler.ts";

export const getSessionInfo = createActionHandler("getSessionInfo", async ({ host, sessionStore }) => {
	const { sandboxId, agent, state } = sessionStore.get();
	return { workspaceId: host.workspaceId, sandboxId, agent, state };
});

export const setConfigOption = createActionHandler("setConfigOption", ({ settingsChanger }, caller, request) =>
	settingsChanger.change(caller, request),
);

export const changeAgent = createActionHandler(
	"changeAgent",
	({ agentChoice, currentTurn, sessionKeeper: keeper }, caller, request) =>
		agentChoice.change(caller, request, { turn: () => currentTurn.get(), keeper }),
);

export const renameWorkspace = createActionHandler("renameWorkspace", (workspace, caller, request) =>
	renameBy(workspace, caller, request),
);

export const logIn = createActionHandler("logIn", ({ writer, sessionStore, sessionKeeper }, by, request) =>
	writer.commit("logIn", (act) =>
		runIdempotent(act, { by, action: "logIn", request }, () => {
			if (sessionKeeper.current()) return { loggingIn: false };
			const { login } = sessionStore.get();
			const { id } = requireLoginMethod(login, request.methodId);
			const loggingIn = sessionKeeper.logIn(id, toPerson(by));
			if (loggingIn && login) sessionStore.update({ login: { ...login, pending: id } });
			return { loggingIn };
		}),
	),
);

export const restartSession = createActionHandler("restartSession", ({ writer, sessionKeeper }, by, request) =>
	writer.commit("restartSession", (act) =>
		runIdempotent(act, { by, action: "restartSession", request }, () => ({
			restarting: sessionKeeper.restart(toPerson(by)),
		})),
	),
);
