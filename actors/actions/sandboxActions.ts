import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";
import { toErrorInfo } from "../errors/sessionErrors.ts";
import type { SandboxAccess } from "../runtime/sandboxAccess.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { type Caller, defineAction } from "./defineAction.ts";
import { agentIdSchema, pathSchema, wholeNumberSchema } from "./fields.ts";

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

/** Has the sandbox brought back that was let go, for somebody who is here and asks for what is in it. */
function wakeSandbox({ sessionKeeper, sessionStore }: Workspace, { connectionId }: Caller): void {
	if (connectionId !== null && sessionStore.get().state.status === "offline") sessionKeeper.ensureOpen();
}

function sandboxNotReadyRefusal() {
	return refusal({
		code: "session_not_ready",
		message: "The sandbox is not there yet, so nobody can look into it.",
		hint: "Try again when the session is ready.",
	});
}

const listFilesSchema = v.strictObject({ path: pathSchema });

export const listFiles = defineAction("listFiles", listFilesSchema, (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.list(request.path));
});

const readFileSchema = v.strictObject({
	path: pathSchema,
	offset: v.optional(wholeNumberSchema),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.filePageBytes))),
});

export const readFile = defineAction("readFile", readFileSchema, (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.read(request));
});

const findFilesSchema = v.strictObject({
	query: v.pipe(v.string(), v.maxLength(LIMITS.pathCharacters)),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.foundFiles))),
});

export const findFiles = defineAction("findFiles", findFilesSchema, (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.find(request));
});

/** Pages ask for it again and again by themselves, so it brings back no sandbox. */
export const listProcesses = defineAction("listProcesses", v.undefined(), (workspace) =>
	querySandbox(workspace, ({ processes }) => processes.list()),
);

const readProcessSchema = v.strictObject({ processId: agentIdSchema, after: v.optional(wholeNumberSchema) });

export const readProcess = defineAction("readProcess", readProcessSchema, (workspace, _caller, request) =>
	querySandbox(workspace, ({ processes }) => processes.read(request)),
);
