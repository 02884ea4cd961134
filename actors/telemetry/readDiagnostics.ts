import type { RawAccess } from "rivetkit/db";
import { type Diagnostics, PROTOCOL_VERSION, type Session } from "../../src/protocol/index.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { PACKAGE_VERSION } from "./packageVersion.ts";

/** Where a workspace stands, for those who run it. Counting what is stored takes longer the more there is. */
export async function readDiagnostics(workspace: Workspace): Promise<Diagnostics> {
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
		queue: openItems.queue().length,
		pendingApprovals: openItems.approvals().length,
		stored: rows,
		counts: telemetry.counts(),
		lastErrors: telemetry.lastErrors(),
		versions: { package: PACKAGE_VERSION, protocol: PROTOCOL_VERSION, node: process.versions.node },
	};
}

/** Without the fault's words: they are the agent's, who may say anything. */
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
