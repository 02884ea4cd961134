import { setTimeout as wait } from "node:timers/promises";
import * as v from "valibot";

const ACTORS = v.object({ actors: v.array(v.object({ actor_id: v.string() })) });
const REQUEST_LIMIT_MS = 2_000;
const QUIET_MS = 300;

/**
 * Puts actors to sleep in the engine's eyes, once the process that ran them has let go of them. Otherwise the engine
 * goes on looking for another process for them; stopped in the middle of that, it forgets about an actor for 20 to
 * 30 seconds after its next start, in which nobody can reach the workspace.
 */
export async function settleActors(endpoint: string, actorName: string): Promise<void> {
	// The engine hears of the actors' end a moment after this process does.
	await wait(QUIET_MS);
	const actorIds = await listActors(endpoint, actorName);
	await Promise.all(actorIds.map((actorId) => putToSleep(endpoint, actorId)));
	await wait(QUIET_MS);
}

async function listActors(endpoint: string, actorName: string): Promise<string[]> {
	const query = new URLSearchParams({ namespace: "default", name: actorName, limit: "100" });
	const signal = AbortSignal.timeout(REQUEST_LIMIT_MS);
	const response = await fetch(`${endpoint}/actors?${query}`, { signal });
	return v.parse(ACTORS, await response.json()).actors.map((actor) => actor.actor_id);
}

async function putToSleep(endpoint: string, actorId: string): Promise<void> {
	await fetch(`${endpoint}/actors/${actorId}/sleep?namespace=default`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: "{}",
		signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
	});
}
