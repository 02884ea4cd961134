import * as v from "valibot";
import { type Head, PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";
import { answerSync } from "../runtime/answerSync.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { defineAction } from "./defineAction.ts";
import { wholeNumberSchema, windowLimitSchema } from "./fields.ts";

const syncSchema = v.strictObject({
	protocol: wholeNumberSchema,
	have: v.nullable(v.strictObject({ epoch: wholeNumberSchema, seq: wholeNumberSchema })),
	limit: windowLimitSchema,
});

/** First load, gap, reconnect and wake, all in one. Whoever syncs over a connection is a participant while it stands. */
export const sync = defineAction("sync", syncSchema, async (workspace, caller, request) => {
	requireProtocolVersion(request.protocol);
	if (caller.connectionId !== null) {
		recordMissedChanges(workspace, caller.connectionId, request.have);
		workspace.presence.join(caller.connectionId, caller);
		workspace.sessionKeeper.ensureOpen();
	}
	return answerSync(workspace, caller, request);
});

/** A client that stands behind on a connection over which it has heard everything has lost something on the way. */
function recordMissedChanges(
	{ presence, writer, telemetry }: Workspace,
	connectionId: string,
	have: Head | null,
): void {
	const { epoch, seq } = writer.head();
	if (!presence.has(connectionId) || have?.epoch !== epoch) return;
	if (have.seq < seq) telemetry.recordMissedChanges(seq - have.seq);
}

function requireProtocolVersion(protocol: number): void {
	if (protocol === PROTOCOL_VERSION) return;
	const isClientOlder = protocol < PROTOCOL_VERSION;
	throw refusal({
		code: isClientOlder ? "client_outdated" : "server_outdated",
		message: `The page speaks version ${protocol} of the workspace protocol and the server version ${PROTOCOL_VERSION}.`,
		hint: isClientOlder ? "Reload the page to get the newer one." : "Update workspace-chat on the server.",
	});
}
