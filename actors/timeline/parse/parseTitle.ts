import * as v from "valibot";
import { truncateText } from "../../text/cutText.ts";
import { parseOrNull } from "./parseOrNull.ts";

const TITLE_CHARACTERS = 200;

const titleSchema = v.pipe(
	v.string(),
	v.transform((title) => truncateText(title, TITLE_CHARACTERS)),
);

const sessionInfoSchema = v.object({ title: v.optional(v.nullable(titleSchema)) });

/** `session_info_update`: a title, null when the session has none any more, absent when nothing is said of it. */
export function parseTitle(update: unknown): { readonly title?: string | null | undefined } | null {
	return parseOrNull(sessionInfoSchema, update);
}
