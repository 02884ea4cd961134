import * as v from "valibot";
import { findRequest } from "../database/requestTable.ts";
import type { Writer } from "../writer/writer.ts";
import { idSchema } from "./fields.ts";

const clientIdSchema = v.object({ clientId: idSchema });

/** The caller of an action, and what it was given, unchecked. */
export interface ActionCall {
	readonly userId: string;
	readonly action: string;
	readonly request: unknown;
}

/**
 * The first answer to this very request, when it was taken before; else null. It waits for the acts before it, so that
 * a repeat which overtakes its first finds it.
 */
export async function findFirstAnswer<Answer>(
	writer: Pick<Writer, "read">,
	{ userId, action, request }: ActionCall,
): Promise<{ readonly answer: Answer } | null> {
	const parsed = v.safeParse(clientIdSchema, request);
	if (!parsed.success) return null;
	const { clientId } = parsed.output;
	return (await writer.read("repeat", (tx) => findRequest<Answer>(tx, { userId, action, clientId }))).rows;
}
