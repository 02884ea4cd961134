import { toPerson } from "../../src/rules/access.ts";
import { refusalOfHiddenFiles } from "../../src/rules/hiddenFiles.ts";
import { type Refusal, sandboxNotReadyRefusal } from "../../src/rules/refusals.ts";
import { refusal } from "../errors/refusal.ts";
import { toErrorInfo } from "../errors/sessionErrors.ts";
import type { SandboxAccess } from "../runtime/SandboxAccessCache.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { type Caller, createActionHandler } from "./actionHandler.ts";

/**
 * Reads something in the sandbox, which must be there: a query alone starts none.
 *
 * @throws `session_not_ready`, or what the query rejects with.
 */
async function querySandbox<T>(workspace: Workspace, query: (sandbox: SandboxAccess) => Promise<T>): Promise<T> {
	const sandbox = workspace.sandbox();
	if (!sandbox) throw sandboxNotReadyRefusal();
	return query(sandbox).catch((error: unknown) => {
		throw refusal(toErrorInfo(error));
	});
}

/** Restores a released sandbox when a connected person asks for something in it. */
function wakeSandbox({ sessionKeeper, sessionStore }: Workspace, caller: Caller): void {
	if (caller.connectionId !== null && sessionStore.get().state.status === "offline")
		sessionKeeper.ensureOpen(toPerson(caller));
}

function hiddenFor({ settings }: Workspace, { role }: Caller): Refusal | null {
	return refusalOfHiddenFiles(settings.access, role);
}

export const listFiles = createActionHandler("listFiles", (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.list(request.path, hiddenFor(workspace, caller)));
});

export const readFile = createActionHandler("readFile", (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.read(request, hiddenFor(workspace, caller)));
});

export const findFiles = createActionHandler("findFiles", (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.find(request, hiddenFor(workspace, caller)));
});

/** Pages poll this by themselves, so it does not restore a released sandbox. */
export const listProcesses = createActionHandler("listProcesses", (workspace) =>
	querySandbox(workspace, ({ processes }) => processes.list()),
);

export const readProcess = createActionHandler("readProcess", (workspace, _caller, request) =>
	querySandbox(workspace, ({ processes }) => processes.read(request)),
);
