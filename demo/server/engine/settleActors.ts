import { setTimeout as wait } from "node:timers/promises";
import * as v from "valibot";

const ACTORS = v.object({ actors: v.array(v.object({ actor_id: v.string() })) });
const REQUEST_LIMIT_MS = 2_000;
const QUIET_MS = 300;

/**
 * Marks actors as asleep in the engine, after their process has released them. Otherwise the engine
 * keeps looking for another process for them. If it is stopped during that, it loses an actor for 20 to
 * 30 seconds after its next start, and nobody can reach the workspace.
 */
export async function settleActors(endpoint: string, actorName: string): Promise<void> {
	// The engine is notified of the actors' end a moment after this process.
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
