import {
	ACTIONS,
	type ActionName,
	type ActionResponse,
	EVENTS,
	type Head,
	type PatchBatch,
	PROTOCOL_VERSION,
	parseMessage,
} from "../../protocol/index.ts";
import { isRecord } from "../../protocol/isRecord.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";

/**
 * Parses the response of an action by the action's schema.
 *
 * @throws {WorkspaceError} `internal` when it has another shape; for `sync`, `client_outdated` or `server_outdated` when
 *   the other side speaks another version of the protocol.
 */
export function parseResponse<Name extends ActionName>(name: Name, value: unknown): ActionResponse<Name> {
	if (name === "sync") requireProtocolVersion(value);
	const response = parseMessage<ActionResponse<Name>>(ACTIONS[name].response, value);
	if (response === null) throw malformedResponseError(name);
	return response;
}

/** A workspace of another version may respond in another shape, so this is checked before the rest. */
function requireProtocolVersion(response: unknown): void {
	const protocol = isRecord(response) ? response.protocol : undefined;
	if (typeof protocol !== "number" || protocol === PROTOCOL_VERSION) return;
	throw protocol > PROTOCOL_VERSION ? clientOutdatedError(protocol) : serverOutdatedError(protocol);
}

/** Parses the payload of `workspace.patches`. Null when this version cannot read it. */
export function parsePatchBatch(value: unknown): PatchBatch | null {
	return parseMessage(EVENTS["workspace.patches"], value);
}

/** Parses the payload of `workspace.head`. Null when this version cannot read it. */
export function parseHead(value: unknown): Head | null {
	return parseMessage(EVENTS["workspace.head"], value);
}

/** Parses the payload of `workspace.destroyed`: the name of whoever did it; null when this version cannot read it. */
export function parseDestroyerName(value: unknown): string | null {
	return parseMessage(EVENTS["workspace.destroyed"], value)?.by.name ?? null;
}

function malformedResponseError(name: ActionName): WorkspaceError {
	return new WorkspaceError({
		code: "internal",
		message: `The workspace answered \`${name}\` in a way this page cannot read.`,
		hint: "Reload the page. If it happens again, page and server may be of different versions.",
	});
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
