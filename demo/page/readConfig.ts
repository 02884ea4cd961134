import * as v from "valibot";

const CONFIG = v.object({ endpoint: v.pipe(v.string(), v.url()) });

/** The configuration from the demo's server: the address of the Rivet engine. */
export async function readConfig(): Promise<v.InferOutput<typeof CONFIG>> {
	const response = await fetch("/config.json");
	return v.parse(CONFIG, await response.json());
}
