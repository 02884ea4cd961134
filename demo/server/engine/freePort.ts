import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

const HOST = "127.0.0.1";
const TRIES = 50;

/** A port that is free together with those at the given distances above it. */
export async function freePort(distances: readonly number[] = []): Promise<number> {
	for (let tries = 0; tries < TRIES; tries++) {
		const port = await anyFreePort();
		if (await areFree(port, distances)) return port;
	}
	throw new Error(`No free port with free neighbours was found in ${TRIES} tries.`);
}

/** Whether a port is free, and those at the given distances above it. */
export async function areFree(port: number, distances: readonly number[]): Promise<boolean> {
	const free = await Promise.all([0, ...distances].map((distance) => isFree(port + distance)));
	return free.every(Boolean);
}

async function anyFreePort(): Promise<number> {
	const server = createServer().listen(0, HOST);
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, "close");
	return port;
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer().listen(port, HOST);
	try {
		await once(server, "listening");
	} catch {
		return false;
	}
	server.close();
	await once(server, "close");
	return true;
}
