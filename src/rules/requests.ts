import type { ActionName, ActionRequest } from "../protocol/actions.ts";
import { LIMITS } from "../protocol/limits.ts";
import { findMetadataIssue } from "../protocol/metadata.ts";
import { ACTIONS } from "../protocol/requests.ts";
import { parseWithIssue, type Schema, type SchemaIssue } from "../protocol/schema.ts";
import { Refusal } from "./refusals.ts";
import { truncateText } from "./truncateText.ts";

/**
 * Parses the request of an action by the action's schema.
 *
 * @throws {Refusal} `invalid_argument` that names the field.
 */
export function parseRequest<Name extends ActionName>(name: Name, request: unknown): ActionRequest<Name> {
	const schema = ACTIONS[name].request as Schema<ActionRequest<Name>>;
	const { value, issue } = parseWithIssue(schema, request);
	if (issue) throw invalidArgumentRefusal(issue);
	return value;
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
