import type { ActorConnRaw } from "rivetkit/client";
import { actionTimeoutError } from "../core/connectionErrors.ts";
import type { ActionName, ActionRequest, ActionResponse } from "../protocol/index.ts";
import { fromRivetError } from "./errorOfRivet.ts";

/** Calls an action over a connection of Rivet, which has no deadline of its own: a dead connection never answers. */
export async function callActor<Name extends ActionName>(
	connection: Pick<ActorConnRaw, "action">,
	name: Name,
	request: ActionRequest<Name>,
	timeoutMs: number,
): Promise<ActionResponse<Name>> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const deadline = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(actionTimeoutError()), timeoutMs);
	});
	const answer = connection.action<unknown[], ActionResponse<Name>>({ name, args: [request] });
	try {
		return await Promise.race([answer, deadline]);
	} catch (error) {
		throw fromRivetError(error);
	} finally {
		clearTimeout(timer);
	}
}
