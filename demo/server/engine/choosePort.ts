import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { NEIGHBOURS } from "./engineConfig.ts";
import { areFree, freePort } from "./freePort.ts";

const FORMER_CONFIG = v.pipe(v.string(), v.parseJson(), v.object({ guard: v.object({ port: v.number() }) }));

/** The engine's previous port if it is free, so that open pages can reconnect; else another. */
export async function choosePort(configPath: string): Promise<number> {
	const text = await readFile(configPath, "utf8").catch(() => "");
	const former = v.safeParse(FORMER_CONFIG, text);
	if (!former.success) return await freePort(NEIGHBOURS);
	const { port } = former.output.guard;
	const areAllFree = await areFree([port, ...NEIGHBOURS.map((distance) => port + distance)]);
	if (areAllFree) return port;
	console.log(`The engine's former port, ${port}, is in use. Reload the pages that are still open.`);
	return await freePort(NEIGHBOURS);
}
