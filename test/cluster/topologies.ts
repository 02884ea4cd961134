/** What a cluster consists of. */
export interface Topology {
	readonly name: string;
	/** One engine with files, one on Postgres, or two on Postgres and NATS behind a balancer. */
	readonly engines: "files" | "postgres" | "two";
	/** How many servers hold workspaces. */
	readonly servers: number;
	/** The programs of the system that it needs. */
	readonly needs: readonly ("postgres" | "nats")[];
	/** Strikes, by name, after which Rivet itself may never answer again. They run only when they are named. */
	readonly fatal?: readonly string[];
}

export const TWO_SERVERS: Topology = { name: "2 servers, 1 engine", engines: "files", servers: 2, needs: [] };
const THREE_SERVERS: Topology = { name: "3 servers, 1 engine", engines: "files", servers: 3, needs: [] };
const ON_POSTGRES: Topology = {
	name: "2 servers, 1 engine on Postgres",
	engines: "postgres",
	servers: 2,
	needs: ["postgres"],
	// docs/upstream.md: "A server that missed its engine keeps workspaces that it has closed".
	fatal: ["engine-kill", "engine-term"],
};
export const TWO_ENGINES: Topology = {
	name: "2 servers, 2 engines on Postgres and NATS",
	engines: "two",
	servers: 2,
	needs: ["postgres", "nats"],
};

/** By the name that `npm run test:cluster` takes. */
export const TOPOLOGIES: Readonly<Record<string, Topology>> = {
	two: TWO_SERVERS,
	three: THREE_SERVERS,
	postgres: ON_POSTGRES,
	engines: TWO_ENGINES,
};
