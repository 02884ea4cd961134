import * as v from "valibot";
import { refusal } from "../errors/refusal.ts";
import { truncateText } from "../text/cutText.ts";

/** What is wrong may be named by as long a text as somebody likes. */
const REASON_CHARACTERS = 300;

type RequestSchema = v.GenericSchema;

/**
 * The one argument of an action, checked.
 *
 * @throws `invalid_argument` that names the field.
 */
export function parseRequest<const S extends RequestSchema>(schema: S, args: readonly unknown[]): v.InferOutput<S> {
	if (args.length > 1) throw invalidArgumentRefusal("It takes one argument");
	const parsed = v.safeParse(schema, args[0]);
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	const field = v.getDotPath(issue);
	throw invalidArgumentRefusal(field === null ? issue.message : `\`${field}\`: ${issue.message}`, field);
}

function invalidArgumentRefusal(reason: string, field: string | null = null) {
	const message = `The workspace was asked in a way it does not understand. ${truncateText(reason, REASON_CHARACTERS)}.`;
	return refusal(
		{ code: "invalid_argument", message, hint: "Look up the action's argument." },
		{ field: field && truncateText(field, REASON_CHARACTERS) },
	);
}
