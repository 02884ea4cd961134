import type { ActionName, ActionRequest } from "../protocol/actions.ts";
import { isRecord } from "../protocol/isRecord.ts";
import { LIMITS, PROTOCOL_VERSION } from "../protocol/limits.ts";
import { findMetadataIssue } from "../protocol/metadata.ts";
import { ACTIONS } from "../protocol/requests.ts";
import { parseWithIssue, type Schema, type SchemaIssue } from "../protocol/schema.ts";
import { protocolRefusal, Refusal } from "./refusals.ts";
import { truncateText } from "./truncateText.ts";

/**
 * Parses the request of an action by the action's schema. What a newer page sends beside that is ignored, also where the
 * action takes nothing.
 *
 * @param protocol - The version that the workspace speaks.
 * @throws {Refusal} `invalid_argument` that names the field; for `sync`, `client_outdated` or `server_outdated` when the
 *   page speaks another version of the protocol.
 */
export function parseRequest<Name extends ActionName>(
	name: Name,
	request: unknown,
	protocol: number = PROTOCOL_VERSION,
): ActionRequest<Name> {
	if (name === "sync") requireProtocol(request, protocol);
	const schema = ACTIONS[name].request as Schema<ActionRequest<Name>>;
	const takesNothing = ACTIONS[name].request.type === "undefined";
	const { value, issue } = parseWithIssue(schema, takesNothing && isRecord(request) ? undefined : request);
	if (issue) throw invalidArgumentRefusal(issue);
	return value;
}

/** A page of another version may send another shape, so this is checked before the rest. */
function requireProtocol(request: unknown, server: number): void {
	const client = isRecord(request) ? request.protocol : undefined;
	if (typeof client === "number" && client !== server) throw protocolRefusal(client, server);
}

/**
 * What makes a request the same as another one under its client id, as text: all that it asks for. What a page may no
 * longer know when it sends a prompt again after a reload, or works out anew, does not count. Null counts as absent, and
 * no schema of a request fills in defaults: a newer server, which knows more fields, describes an older request as before.
 */
export function describeRequest(action: string, request: object = {}): string {
	const { clientId: _, ...asked } = request as ActionRequest<"prompt">;
	return JSON.stringify(action === "prompt" ? promptParts(asked) : asked, toCanonical);
}

function promptParts({ text, attachments = [], notes = [] }: ActionRequest<"prompt">): readonly unknown[] {
	// As an older server has described a prompt without notes.
	return notes.length > 0 ? [text, attachments, notes] : [text, attachments];
}

function toCanonical(_key: string, value: unknown): unknown {
	if (!isRecord(value)) return value;
	const present = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
	return Object.fromEntries(present.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Why metadata cannot be sent with a prompt; null when it can. */
export function refusePromptMetadata(metadata: unknown): Refusal | null {
	if (metadata === undefined) return null;
	const message = findMetadataIssue(metadata, LIMITS.promptMetadataBytes);
	return message === null ? null : invalidArgumentRefusal({ message, field: "metadata" });
}

/** The reason of a refusal repeats what the client sent, which may be of any length. */
const MAX_REASON_CHARACTERS = 300;

/** @param issue - What is wrong with the request. */
export function invalidArgumentRefusal({ message, field }: SchemaIssue): Refusal {
	const reason = truncateText(field === null ? message : `\`${field}\`: ${message}`, MAX_REASON_CHARACTERS);
	return new Refusal(
		{
			code: "invalid_argument",
			message: `Invalid request. ${reason}.`,
			hint: "Check the action’s argument.",
		},
		{ field: field && truncateText(field, MAX_REASON_CHARACTERS) },
	);
}
