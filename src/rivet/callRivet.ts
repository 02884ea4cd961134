import type { ActorConnRaw } from "rivetkit/client";
import { actionTimeout } from "../core/connectionErrors.ts";
import type { ActionAnswer, ActionName, ActionRequest } from "../protocol/index.ts";
import { errorOfRivet } from "./errorOfRivet.ts";

/** Calls an action over a connection of Rivet, which has no deadline of its own: a dead connection never answers. */
export async function callRivet<Name extends ActionName>(
	connection: Pick<ActorConnRaw, "action">,
	name: Name,
	request: ActionRequest<Name>,
	timeoutMs: number,
): Promise<ActionAnswer<Name>> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const deadline = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(actionTimeout()), timeoutMs);
	});
	const answer = connection.action<unknown[], ActionAnswer<Name>>({ name, args: [request] });
	try {
		return await Promise.race([answer, deadline]);
	} catch (error) {
		throw errorOfRivet(error);
	} finally {
		clearTimeout(timer);
	}
}
