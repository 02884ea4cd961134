import type { Topology } from "../topologies.ts";
import { findNats } from "./nats.ts";
import { findPostgres } from "./postgres.ts";

/** The programs that some clusters need; null where this machine has none. */
export interface ClusterServices {
	/** The folder of Postgres' programs. */
	readonly postgres: string | null;
	/** The path of `nats-server`. */
	readonly nats: string | null;
}

export function findServices(): ClusterServices {
	return { postgres: findPostgres(), nats: findNats() };
}

const INSTALL = {
	postgres: "Postgres is not installed: apt-get install postgresql, or put `initdb` on the PATH.",
	nats: "NATS is not installed: apt-get install nats-server, or put `nats-server` on the PATH.",
} as const;

/** What is missing for a cluster, and how to install it. */
export function findMissing({ needs }: Topology, services: ClusterServices): readonly string[] {
	return needs.filter((name) => services[name] === null).map((name) => INSTALL[name]);
}
