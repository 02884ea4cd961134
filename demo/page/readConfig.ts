import * as v from "valibot";

const CONFIG = v.object({ endpoint: v.pipe(v.string(), v.url()) });

/** What the demo's server tells the page: where its Rivet engine is. */
export async function readConfig(): Promise<v.InferOutput<typeof CONFIG>> {
	const response = await fetch("/config.json");
	return v.parse(CONFIG, await response.json());
}
