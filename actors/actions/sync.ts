import * as v from "valibot";
import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";
import { answerSync } from "../runtime/answerSync.ts";
import { defineAction } from "./defineAction.ts";
import { limit, order } from "./fields.ts";

const schema = v.strictObject({
	protocol: order,
	have: v.nullable(v.strictObject({ epoch: order, seq: order })),
	limit,
});

/** First load, gap, reconnect and wake, all in one. Whoever syncs over a connection is a participant while it stands. */
export const sync = defineAction("sync", schema, async (workspace, caller, request) => {
	requireProtocol(request.protocol);
	if (caller.connectionId !== null) {
		workspace.presence.join(caller.connectionId, caller);
		workspace.keeper.want();
	}
	return answerSync(workspace, caller, request);
});

function requireProtocol(protocol: number): void {
	if (protocol === PROTOCOL_VERSION) return;
	const isClientOlder = protocol < PROTOCOL_VERSION;
	throw refusal({
		code: isClientOlder ? "client_outdated" : "server_outdated",
		message: `The page speaks version ${protocol} of the workspace protocol and the server version ${PROTOCOL_VERSION}.`,
		hint: isClientOlder ? "Reload the page to get the newer one." : "Update workspace-chat on the server.",
	});
}
