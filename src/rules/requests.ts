import { ACTIONS, type ActionName, type ActionRequest } from "../protocol/actions.ts";
import { newPromptMetadataSchema } from "../protocol/metadata.ts";
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
	const { issue } = parseWithIssue(newPromptMetadataSchema, metadata);
	return issue && invalidArgumentRefusal({ message: issue.message, field: "metadata" });
}

/** The reason of a refusal repeats what the client sent, which may be of any length. */
const MAX_REASON_CHARACTERS = 300;

/** @param issue - What is wrong with the request. */
export function invalidArgumentRefusal({ message, field }: SchemaIssue): Refusal {
	const reason = truncateText(field === null ? message : `\`${field}\`: ${message}`, MAX_REASON_CHARACTERS);
	return new Refusal(
		{
			code: "invalid_argument",
			message: `The workspace was asked in a way it does not understand. ${reason}.`,
			hint: "Look up the action's argument.",
		},
		{ field: field && truncateText(field, MAX_REASON_CHARACTERS) },
	);
}
