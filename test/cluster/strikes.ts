import type { Cluster, ClusterServer, EndSignal } from "./Cluster.ts";

/** Ends a part of a cluster in the middle of turns, and replaces it as a supervisor would. */
export interface Strike {
	readonly name: string;
	/** Whether the workspaces of the ended server open elsewhere. */
	readonly moves: boolean;
	/** Whether turns that run may be interrupted. With a graceful end they must go on. */
	readonly mayCut: boolean;
	/** What is done before: the next release of a rolling deploy is started. */
	prepare?(cluster: Cluster): Promise<void>;
	/** @param workspaceId - The workspace whose holder is meant. */
	hit(cluster: Cluster, workspaceId: string): Promise<void>;
}

async function replaceServer(cluster: Cluster, server: ClusterServer, signal: EndSignal): Promise<void> {
	await cluster.endServer(server, signal);
	await cluster.startServer();
}

const holder =
	(signal: EndSignal): Strike["hit"] =>
	(cluster, workspaceId) =>
		replaceServer(cluster, cluster.holderOf(workspaceId), signal);

const other =
	(signal: EndSignal): Strike["hit"] =>
	async (cluster, workspaceId) => {
		const server = cluster.servers.find((candidate) => candidate !== cluster.holderOf(workspaceId));
		if (server) await replaceServer(cluster, server, signal);
	};

const engine =
	(signal: EndSignal): Strike["hit"] =>
	async ({ engines: [first] }) => {
		await first?.end(signal);
		await first?.restart();
	};

async function killAll(cluster: Cluster): Promise<void> {
	const { engines, servers } = cluster;
	await Promise.all([
		...engines.map((node) => node.end("SIGKILL")),
		...servers.map((server) => cluster.endServer(server, "SIGKILL")),
	]);
	await Promise.all(engines.map((node) => node.restart()));
	await Promise.all(servers.map(() => cluster.startServer()));
}

export const STRIKES: Readonly<Record<string, Strike>> = {
	"holder-kill": { name: "kill -9 the server of the workspace", moves: true, mayCut: true, hit: holder("SIGKILL") },
	"holder-term": { name: "SIGTERM to the server of the workspace", moves: true, mayCut: false, hit: holder("SIGTERM") },
	"other-kill": { name: "kill -9 another server", moves: false, mayCut: true, hit: other("SIGKILL") },
	"other-term": { name: "SIGTERM to another server", moves: false, mayCut: false, hit: other("SIGTERM") },
	"engine-kill": { name: "kill -9 an engine", moves: false, mayCut: true, hit: engine("SIGKILL") },
	"engine-term": { name: "SIGTERM to an engine", moves: false, mayCut: true, hit: engine("SIGTERM") },
	"sandbox-kill": {
		name: "kill -9 the sandbox server",
		moves: false,
		mayCut: true,
		hit: (cluster) => cluster.restartSandbox(),
	},
	"all-kill": { name: "kill -9 everything but the sandbox", moves: true, mayCut: true, hit: killAll },
	deploy: {
		name: "rolling deploy: SIGTERM to all servers of the older release",
		moves: true,
		mayCut: false,
		prepare: async (cluster) => void (await cluster.startNextRelease()),
		async hit(cluster) {
			const newest = Math.max(...cluster.servers.map(({ version }) => version));
			const older = cluster.servers.filter(({ version }) => version < newest);
			await Promise.all(older.map((server) => cluster.endServer(server, "SIGTERM")));
		},
	},
};
