import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect, type Socket } from "node:net";

/** Stands between a server and its engine, and can take their lasting connection away. */
export interface EngineProxy extends AsyncDisposable {
	readonly endpoint: string;
	/** Ends all WebSockets, and lets no other one through. Plain requests still reach the engine. */
	cut(): void;
	/** Lets WebSockets through again. */
	restore(): void;
}

/** @param enginePort - Of an engine on this machine. */
export async function startEngineProxy(enginePort: number): Promise<EngineProxy> {
	const target = { host: "127.0.0.1", port: enginePort };
	const sockets = new Set<Socket>();
	let isCut = false;
	const server = createServer((incoming, response) => {
		const { method, url, headers } = incoming;
		const forwarded = request({ ...target, method, path: url, headers }, (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		forwarded.on("error", () => response.destroy());
		incoming.pipe(forwarded);
	});
	server.on("upgrade", ({ method, url, rawHeaders }, client: Socket, head) => {
		client.on("error", () => client.destroy());
		if (isCut) return client.destroy();
		const engine = connect(target, () => {
			const lines = Array.from(
				{ length: rawHeaders.length / 2 },
				(_, index) => `${rawHeaders[2 * index]}: ${rawHeaders[2 * index + 1]}`,
			);
			engine.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n`);
			engine.write(head);
			client.pipe(engine).pipe(client);
		});
		engine.on("error", () => client.destroy());
		for (const socket of [client, engine]) {
			sockets.add(socket);
			socket.on("close", () => {
				sockets.delete(socket);
				client.destroy();
				engine.destroy();
			});
		}
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const endSockets = () => {
		for (const socket of sockets) socket.destroy();
	};
	return {
		endpoint: `http://127.0.0.1:${port}`,
		cut() {
			isCut = true;
			endSockets();
		},
		restore() {
			isCut = false;
		},
		async [Symbol.asyncDispose]() {
			endSockets();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
