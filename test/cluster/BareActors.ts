import { setTimeout as delay } from "node:timers/promises";
import { actor, type setup } from "rivetkit";
import { createClient } from "rivetkit/client";
import { waitFor } from "../harness/waitFor.ts";

const bare = actor({ actions: { ping: () => 0 } });
type Registry = ReturnType<typeof setup<{ bare: typeof bare }>>;

/** A request to an actor that is gone may never be answered. */
const REQUEST_LIMIT_MS = 3_000;
const PAUSE_MS = 50;
const LIMIT_MS = 180_000;

/** Actors that do nothing: how soon they answer again is what the engine itself needs. */
export class BareActors {
	readonly #endpoint: string;
	readonly #ids: readonly string[];

	private constructor(endpoint: string, ids: readonly string[]) {
		this.#endpoint = endpoint;
		this.#ids = ids;
	}

	/** Starts them. */
	static async start(endpoint: string, count: number): Promise<BareActors> {
		const client = createClient<Registry>({ endpoint, disableMetadataLookup: true });
		const ids: string[] = [];
		for (let index = 0; index < count; index++) ids.push(await client.bare.getOrCreate([String(index)]).resolve());
		await client.dispose();
		const actors = new BareActors(endpoint, ids);
		await actors.answer();
		return actors;
	}

	/** Waits until each has answered a request that is sent from now on, and returns how long the slowest took. */
	async answer(): Promise<number> {
		const since = Date.now();
		await Promise.all(this.#ids.map((id) => waitFor(() => this.#ping(id), "an actor that does nothing", LIMIT_MS)));
		return Date.now() - since;
	}

	async #ping(id: string): Promise<boolean> {
		const response = await fetch(`${this.#endpoint}/gateway/${id}/action/ping`, {
			method: "POST",
			headers: { "content-type": "application/json", "x-rivet-encoding": "json" },
			body: '{"args":[]}',
			signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
		});
		await response.body?.cancel();
		if (!response.ok) await delay(PAUSE_MS);
		return response.ok;
	}
}
