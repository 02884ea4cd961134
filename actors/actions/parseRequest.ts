import * as v from "valibot";
import { refusal } from "../errors/refusal.ts";
import { cutText } from "../text/cutText.ts";

/** What is wrong may be named by as long a text as somebody likes. */
const REASON_CHARACTERS = 300;

type Schema = v.GenericSchema;

/**
 * The one argument of an action, checked.
 *
 * @throws `invalid_argument` that names the field.
 */
export function parseRequest<const S extends Schema>(schema: S, args: readonly unknown[]): v.InferOutput<S> {
	if (args.length > 1) throw invalid("It takes one argument");
	const parsed = v.safeParse(schema, args[0]);
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	const field = v.getDotPath(issue);
	throw invalid(field === null ? issue.message : `\`${field}\`: ${issue.message}`, field);
}

function invalid(reason: string, field: string | null = null) {
	const message = `The workspace was asked in a way it does not understand. ${cutText(reason, REASON_CHARACTERS)}.`;
	return refusal(
		{ code: "invalid_argument", message, hint: "Look up the action's argument." },
		{ field: field && cutText(field, REASON_CHARACTERS) },
	);
}
