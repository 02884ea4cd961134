import { randomInt } from "node:crypto";
import getPort from "get-port";

const HOST = "127.0.0.1";
const TRIES = 50;

// Below the ports that systems give to outgoing connections by default (Linux from 32,768, macOS and Windows from 49,152). One
// of those keeps its port for a minute after it has ended: a server that starts again would not get its former port, and
// open pages would not find it on another.
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;

/**
 * A free port whose neighbours at the given offsets are free too: a Rivet engine opens several. A returned port
 * is reserved within this process for some seconds, until it is in use.
 */
export async function freePort(distances: readonly number[] = []): Promise<number> {
	for (let tries = 0; tries < TRIES; tries++) {
		const port = randomInt(FIRST_PORT, LAST_PORT + 1);
		if (await areFree([port, ...distances.map((distance) => port + distance)])) return port;
	}
	throw new Error(`No free port with free neighbours was found in ${TRIES} tries from ${FIRST_PORT} to ${LAST_PORT}.`);
}

/** Whether all of these ports are free and not reserved in this process. */
export async function areFree(ports: readonly number[]): Promise<boolean> {
	const free = await Promise.all(ports.map(isFree));
	return free.every(Boolean);
}

/** get-port returns another port if the requested one is taken, and throws above 65,535. */
async function isFree(port: number): Promise<boolean> {
	const found = await getPort({ host: HOST, port }).catch(() => null);
	return found === port;
}
