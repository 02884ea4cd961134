import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { freePort } from "../../../demo/server/engine/freePort.ts";
import { waitFor } from "../../harness/waitFor.ts";

const HOST = "127.0.0.1";

/** A NATS server of its own. */
export interface Nats {
	/** `<host>:<port>` */
	readonly address: string;
	stop(): Promise<void>;
}

/** The path of `nats-server`; null if this machine has none. */
export function findNats(): string | null {
	const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/bin"];
	return folders.map((folder) => join(folder, "nats-server")).find((path) => existsSync(path)) ?? null;
}

/** @param program - What `findNats` returns. */
export async function startNats(program: string): Promise<Nats> {
	const port = await freePort();
	const server = spawn(program, ["-a", HOST, "-p", String(port)], { stdio: "ignore" });
	await waitFor(() => accepts(port), "NATS to answer");
	return {
		address: `${HOST}:${port}`,
		async stop() {
			const exit = once(server, "exit");
			if (server.kill("SIGKILL")) await exit;
		},
	};
}

function accepts(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, HOST, () => {
			socket.destroy();
			resolve(true);
		});
		socket.once("error", () => resolve(false));
	});
}
