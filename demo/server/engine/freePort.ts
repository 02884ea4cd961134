import getPort from "get-port";

const HOST = "127.0.0.1";
const TRIES = 50;

/**
 * A port that is free together with those at the given distances above it: a Rivet engine opens several. What was
 * given out is not given out again by this process for the next seconds, so that it can be used in the meantime.
 */
export async function freePort(distances: readonly number[] = []): Promise<number> {
	for (let tries = 0; tries < TRIES; tries++) {
		const port = await getPort({ host: HOST });
		if (await areFree(distances.map((distance) => port + distance))) return port;
	}
	throw new Error(`No free port with free neighbours was found in ${TRIES} tries.`);
}

/** Whether all of these ports are free, and given out to nobody in this process. */
export async function areFree(ports: readonly number[]): Promise<boolean> {
	const free = await Promise.all(ports.map(isFree));
	return free.every(Boolean);
}

/** get-port answers with another port when the one asked for is taken, and fails above 65,535. */
async function isFree(port: number): Promise<boolean> {
	const found = await getPort({ host: HOST, port }).catch(() => null);
	return found === port;
}
