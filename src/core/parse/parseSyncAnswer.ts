import { PROTOCOL_VERSION, type SyncResponse } from "../../protocol/index.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import { malformedMessageError } from "./malformed.ts";
import { parseHead } from "./parseHead.ts";
import { parseItem } from "./parseItem.ts";
import { parseArray, parseRecord, type UnknownRecord } from "./parseRecord.ts";

/**
 * Looks at the workspace's answer to `sync`.
 *
 * @throws {WorkspaceError} `client_outdated` or `server_outdated` when the other side speaks another protocol,
 *   `internal` when it is no such answer.
 */
export function parseSyncAnswer(value: unknown): SyncResponse {
	const answer = parseRecord(value, "its state");
	requireSameProtocol(answer.protocol);
	requireSyncFields(answer);
	return {
		...(answer as unknown as SyncResponse),
		...parseHead(answer),
		now: Number.isFinite(answer.now) ? Number(answer.now) : undefined,
		items: parseItems(answer.items),
		queue: parseItems(answer.queue).filter((item) => item.kind === "prompt"),
		approvals: parseItems(answer.approvals).filter((item) => item.kind === "approval"),
	};
}

function requireSameProtocol(protocol: unknown): void {
	if (protocol === PROTOCOL_VERSION) return;
	if (typeof protocol !== "number") throw malformedMessageError("its state");
	throw protocol > PROTOCOL_VERSION ? clientOutdatedError(protocol) : serverOutdatedError(protocol);
}

function requireSyncFields(answer: UnknownRecord): void {
	if (answer.window !== "new" && answer.window !== "changed") throw malformedMessageError("its state");
	parseRecord(answer.session, "its session");
	parseRecord(answer.self, "its state");
	if (answer.turn !== null) parseRecord(answer.turn, "a turn");
	parseArray(answer.participants, "participants");
}

function parseItems(value: unknown) {
	return parseArray(value, "items").map(parseItem);
}

function clientOutdatedError(protocol: number): WorkspaceError {
	return new WorkspaceError({
		code: "client_outdated",
		message: `This page is too old for its workspace: it speaks protocol ${PROTOCOL_VERSION}, the workspace ${protocol}.`,
		hint: "Reload the page; if that does not help, update workspace-chat in the app.",
	});
}

function serverOutdatedError(protocol: number): WorkspaceError {
	return new WorkspaceError({
		code: "server_outdated",
		message: `The workspace is too old for this page: it speaks protocol ${protocol}, the page ${PROTOCOL_VERSION}.`,
		hint: "Update workspace-chat on the server.",
	});
}
