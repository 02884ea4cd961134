import * as v from "valibot";
import { findRequest } from "../database/requestTable.ts";
import type { Writer } from "../writer/writer.ts";
import { id } from "./fields.ts";

const requestSchema = v.object({ clientId: id });

/** The caller of an action, and what it was given, unchecked. */
export interface Call {
	readonly userId: string;
	readonly action: string;
	readonly request: unknown;
}

/**
 * The first answer to this very request, when it was taken before; else null. It waits for the acts before it, so that
 * a repeat which overtakes its first finds it.
 */
export async function answeredBefore<Answer>(
	writer: Pick<Writer, "read">,
	{ userId, action, request }: Call,
): Promise<{ readonly answer: Answer } | null> {
	const parsed = v.safeParse(requestSchema, request);
	if (!parsed.success) return null;
	const { clientId } = parsed.output;
	return (await writer.read("repeat", (tx) => findRequest<Answer>(tx, { userId, action, clientId }))).rows;
}
