import { toErrorInfo } from "../agent/faultOf.ts";
import { refusal } from "../errors/refusal.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { Caller } from "./defineAction.ts";

/**
 * Looks into the sandbox, which has to be there: a look alone starts none.
 *
 * @throws `session_not_ready`, or what the session says.
 */
export async function querySandbox<T>(
	{ sessionKeeper }: Workspace,
	see: (session: AgentSession) => Promise<T>,
): Promise<T> {
	const session = sessionKeeper.current();
	if (!session) throw sandboxNotReadyRefusal();
	return see(session).catch((error: unknown) => {
		throw refusal(toErrorInfo(error));
	});
}

/** Has the sandbox brought back that was let go, for somebody who is here and asks for what is in it. */
export function wakeSandbox({ sessionKeeper, sessionStore }: Workspace, { connectionId }: Caller): void {
	if (connectionId !== null && sessionStore.get().state.status === "offline") sessionKeeper.ensureOpen();
}

function sandboxNotReadyRefusal() {
	return refusal({
		code: "session_not_ready",
		message: "The sandbox is not there yet, so nobody can look into it.",
		hint: "Try again when the session is ready.",
	});
}
