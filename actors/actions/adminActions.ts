import type { RawAccess } from "rivetkit/db";
import * as v from "valibot";
import { userIdSchema } from "../../src/protocol/fields.ts";
import { type Diagnostics, PROTOCOL_VERSION, type Session } from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import { refusal } from "../errors/refusal.ts";
import { closeConnectionsOf, connectionsOf } from "../host/workspaceHost.ts";
import { requireVars } from "../lifecycle/Generations.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { WorkspaceContext } from "../runtime/workspaceDefinition.ts";
import { PACKAGE_VERSION } from "../telemetry/meter.ts";
import { runIdempotent } from "../writer/transaction.ts";
import { createActionHandler } from "./actionHandler.ts";
import { createAdminHandler } from "./adminHandler.ts";

/**
 * Closes the connections of a person. Their client reconnects at once, and `authenticate` decides whether it may, and
 * with which role. What they have queued waits for that.
 */
export const disconnectUser = createActionHandler("disconnectUser", (workspace, by, request) => {
	const { host, writer, knownRoles, accessReview } = workspace;
	const { userId } = request;
	return writer.commit("disconnectUser", (act) =>
		runIdempotent(act, { by, action: "disconnectUser", request }, async () => {
			const closed = connectionsOf(host, userId).length;
			act.afterCommit(() => knownRoles.revoke(userId));
			await accessReview.end(act, userId);
			// People may disconnect themselves, and get the response first.
			act.afterCommit(() => setImmediate(() => void closeConnectionsOf(host, userId, "revoked")));
			host.log("info", "user_disconnected", { by: by.userId, userId, closed });
			return { closed };
		}),
	);
});

// No first response is kept for a repeat: it would be deleted with the workspace.
export const destroyWorkspace = createActionHandler("destroyWorkspace", ({ destruction }, caller) =>
	destruction.destroy(toPerson(caller)),
);

type ScheduledContext = Pick<WorkspaceContext, "vars" | "sleep"> & Partial<Pick<WorkspaceContext, "conn">>;

/** Called by Rivet's schedule, without a connection. Calls over a connection are refused. */
export async function pauseSandbox(context: ScheduledContext): Promise<void> {
	if (context.conn) throw scheduleOnlyRefusal();
	await requireVars(context).get()?.idlePause.pauseIfIdle();
}

/** As {@link pauseSandbox}: destroys the workspace if nobody has used it for long enough. */
export async function expire(context: ScheduledContext): Promise<void> {
	if (context.conn) throw scheduleOnlyRefusal();
	await requireVars(context).get()?.retention.check();
}

function scheduleOnlyRefusal() {
	return refusal({
		code: "forbidden",
		message: "Only the workspace’s own schedule can pause its sandbox, or end the workspace.",
		hint: "Set `limits.pauseSandboxAfterMs` or `limits.destroyAfterMs` to change when.",
	});
}

/** Removes a person from the workspace, for a program of the host. */
export const erasePerson = createAdminHandler(
	"erasePerson",
	v.object({ userId: userIdSchema, attachments: v.boolean() }),
	({ erasure }, { userId, attachments }) => erasure.erase(userId, { attachments }),
);

/** The state of the workspace, for operators. Counting what is stored takes longer the more there is. */
async function readDiagnostics(workspace: Workspace): Promise<Diagnostics> {
	const { host, writer, openItems, sessionStore, presence, currentTurn, telemetry, awakeSince } = workspace;
	const { rows, head } = await writer.read("diagnostics", readStoredCounts);
	return {
		workspaceId: host.workspaceId,
		...head,
		uptimeMs: Date.now() - awakeSince,
		session: describeSession(sessionStore.get(), sessionStore.stateSince()),
		sandboxId: sessionStore.get().sandboxId,
		connections: host.clients().length,
		participants: presence.participants().length,
		turnId: currentTurn.get()?.id ?? null,
		queue: openItems.waiting().length,
		pendingApprovals: openItems.approvals().length,
		stored: rows,
		counts: telemetry.counts(),
		lastErrors: telemetry.lastErrors(),
		versions: { package: PACKAGE_VERSION, protocol: PROTOCOL_VERSION, node: process.versions.node },
	};
}

/** Without the error's message, which may be the agent's own and contain anything. */
function describeSession({ agent, state }: Session, since: number): Diagnostics["session"] {
	return { agent, status: state.status, since, code: state.status === "failed" ? state.error.code : null };
}

async function readStoredCounts(tx: RawAccess): Promise<Diagnostics["stored"]> {
	const [row] = await tx.execute<Diagnostics["stored"]>(
		`SELECT (SELECT count(*) FROM items) AS items, (SELECT count(*) FROM session_events) AS events,
			(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS bytes`,
	);
	return { items: Number(row?.items ?? 0), events: Number(row?.events ?? 0), bytes: Number(row?.bytes ?? 0) };
}

export const getDiagnostics = createActionHandler("getDiagnostics", readDiagnostics);
