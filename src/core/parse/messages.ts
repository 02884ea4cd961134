import {
	type ActionName,
	type ActionResponse,
	EVENTS,
	type Head,
	type PatchBatch,
	PROTOCOL_VERSION,
	type PresenceChange,
	parseMessage,
} from "../../protocol/index.ts";
import { isRecord } from "../../protocol/isRecord.ts";
import { RESPONSES } from "../../protocol/responses.ts";
import type { Schema } from "../../protocol/schema.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";
import { type MalformedPart, salvageMessage } from "./salvage.ts";

/**
 * Parses the response of an action by its schema.
 *
 * @throws {WorkspaceError} `internal` when it has another shape; for `sync`, `client_outdated` or `server_outdated` when
 *   the other side speaks another version of the protocol.
 */
export function parseResponse<Name extends ActionName>(name: Name, value: unknown): ActionResponse<Name> {
	if (name === "sync") requireProtocolVersion(value);
	const response = parseOrSalvage<ActionResponse<Name>>(RESPONSES[name], value, name);
	if (response === null) throw malformedResponseError(name);
	return response;
}

/** What a message holds. What is malformed in it is reported and left out; null if the rest is of no use. */
function parseOrSalvage<T>(schema: Schema<T>, value: unknown, message: string): T | null {
	const whole = parseMessage(schema, value);
	if (whole !== null) return whole;
	const malformed: MalformedPart[] = [];
	const rest = parseMessage(
		schema,
		salvageMessage(schema, value, (part) => malformed.push(part)),
	);
	if (rest !== null) for (const part of malformed) reportOnce(message, part);
	return rest;
}

/** More are not reported: the kinds of items are whatever the other side makes up. */
const MAX_REPORTED = 100;
const reported = new Set<string>();

/** Each kind of problem once in a page, for whoever misses something on the screen. */
function reportOnce(message: string, { part, issue, outcome }: MalformedPart): void {
	const where = [part, issue.field].filter(Boolean).join(".");
	const key = `${message} ${where}`;
	if (reported.has(key) || reported.size >= MAX_REPORTED) return;
	reported.add(key);
	console.error(
		`workspace-chat: A part of \`${message}\` is malformed and was ${outcome}: ${where} (${issue.message}). Update workspace-chat in the app and on the server.`,
	);
}

/** A workspace of another version may respond in another shape, so this is checked before the rest. */
function requireProtocolVersion(response: unknown): void {
	const protocol = isRecord(response) ? response.protocol : undefined;
	if (typeof protocol !== "number" || protocol === PROTOCOL_VERSION) return;
	throw protocol > PROTOCOL_VERSION ? clientOutdatedError(protocol) : serverOutdatedError(protocol);
}

/** Parses the payload of `workspace.patches`. Null when this version cannot read it. */
export function parsePatchBatch(value: unknown): PatchBatch | null {
	return parseOrSalvage(EVENTS["workspace.patches"], value, "workspace.patches");
}

/** Parses the payload of `workspace.head`. Null when this version cannot read it. */
export function parseHead(value: unknown): Head | null {
	return parseMessage(EVENTS["workspace.head"], value);
}

/** Parses the payload of `workspace.presence`. Null when this version cannot read it. */
export function parsePresenceChange(value: unknown): PresenceChange | null {
	return parseMessage(EVENTS["workspace.presence"], value);
}

/** Parses the payload of `workspace.destroyed`: the name of whoever did it; null when this version cannot read it. */
export function parseDestroyerName(value: unknown): string | null {
	return parseMessage(EVENTS["workspace.destroyed"], value)?.by.name ?? null;
}

export function malformedResponseError(name: string): WorkspaceError {
	return new WorkspaceError({
		code: "internal",
		message: `The workspace’s answer to \`${name}\` is invalid.`,
		hint: "Reload the page. If it keeps failing, update workspace-chat in the app and on the server.",
	});
}

function clientOutdatedError(protocol: number): WorkspaceError {
	return new WorkspaceError({
		code: "client_outdated",
		message: `This page is older than its workspace (protocol ${PROTOCOL_VERSION}, workspace ${protocol}).`,
		hint: "Reload the page. If that doesn’t help, update workspace-chat in the app.",
	});
}

function serverOutdatedError(protocol: number): WorkspaceError {
	return new WorkspaceError({
		code: "server_outdated",
		message: `The workspace is older than this page (protocol ${protocol}, page ${PROTOCOL_VERSION}).`,
		hint: "Update workspace-chat on the server.",
	});
}
