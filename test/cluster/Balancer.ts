import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

const HOST = "127.0.0.1";

/** A TCP balancer in front of several engines: each connection goes to the next one that accepts it. */
export class Balancer {
	readonly #server: Server;
	readonly #open = new Set<Socket>();
	#targets: readonly number[] = [];
	#next = 0;

	private constructor() {
		this.#server = createServer((client) => this.#pass(client));
	}

	static async start(): Promise<Balancer> {
		const balancer = new Balancer();
		balancer.#server.listen(0, HOST);
		await once(balancer.#server, "listening");
		return balancer;
	}

	get endpoint(): string {
		return `http://${HOST}:${(this.#server.address() as AddressInfo).port}`;
	}

	/** @param endpoints - Where the engines are, on this machine. */
	use(endpoints: readonly string[]): void {
		this.#targets = endpoints.map((endpoint) => Number(new URL(endpoint).port));
	}

	async stop(): Promise<void> {
		for (const socket of this.#open) socket.destroy();
		this.#server.close();
		await once(this.#server, "close");
	}

	#pass(client: Socket): void {
		this.#track(client);
		const first = this.#next;
		this.#next += 1;
		const candidates = this.#targets.map((_, index, all) => all[(first + index) % all.length] ?? 0);
		this.#tryNext(client, candidates);
	}

	#tryNext(client: Socket, [port, ...others]: readonly number[]): void {
		if (port === undefined) {
			client.destroy();
			return;
		}
		const engine = connect({ port, host: HOST, noDelay: true });
		engine.once("error", () => this.#tryNext(client, others));
		engine.once("connect", () => {
			engine.removeAllListeners("error");
			this.#track(engine);
			client.pipe(engine).pipe(client);
			client.once("close", () => engine.destroy());
			engine.once("close", () => client.destroy());
		});
	}

	#track(socket: Socket): void {
		this.#open.add(socket);
		socket.setNoDelay(true);
		// It closes after an error, too.
		socket.on("error", () => undefined);
		socket.once("close", () => this.#open.delete(socket));
	}
}
