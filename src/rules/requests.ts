import { ACTIONS, type ActionName, type ActionRequest } from "../protocol/actions.ts";
import { findIssue, parseMessage, type Schema, type SchemaIssue } from "../protocol/schema.ts";
import { Refusal } from "./refusals.ts";

/** The reason of a refusal repeats what the client sent, which may be of any length. */
const MAX_REASON_CHARACTERS = 300;

/**
 * Parses the request of an action by the action's schema.
 *
 * @throws {Refusal} `invalid_argument` that names the field.
 */
export function parseRequest<Name extends ActionName>(name: Name, request: unknown): ActionRequest<Name> {
	const schema: Schema<unknown> = ACTIONS[name].request;
	const issue = findIssue(schema, request);
	if (issue) throw invalidArgumentRefusal(issue);
	return parseMessage(schema, request) as ActionRequest<Name>;
}

/** @param issue - What is wrong with the request. */
export function invalidArgumentRefusal({ message, field }: SchemaIssue): Refusal {
	const reason = truncate(field === null ? message : `\`${field}\`: ${message}`);
	return new Refusal(
		{
			code: "invalid_argument",
			message: `The workspace was asked in a way it does not understand. ${reason}.`,
			hint: "Look up the action's argument.",
		},
		{ field: field && truncate(field) },
	);
}

/** Never ends with half a character: Rivet would change it or close the connection. */
function truncate(text: string): string {
	return text.slice(0, MAX_REASON_CHARACTERS).replace(/[\ud800-\udbff]$/, "");
}
