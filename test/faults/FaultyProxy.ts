import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Network faults: reset, stall, cut in the middle of a message, or drop everything silently. */
export const WIRE_FAULTS = ["cut", "delay", "truncate", "swallow"] as const;

export type WireFault = (typeof WIRE_FAULTS)[number];

const DELAY_MS = 3_000;

/** One connection through the proxy. */
interface Line {
	readonly sides: readonly [Socket, Socket];
	isCutAtNextChunk: boolean;
}

/** A TCP proxy that injects faults on request. */
export class FaultyProxy {
	readonly #server: Server;
	readonly #lines = new Set<Line>();

	private constructor(targetPort: number) {
		this.#server = createServer((socket) => this.#open(socket, connect(targetPort, "127.0.0.1")));
	}

	/** @param target - The address it forwards to, on this machine. */
	static async start(target: string): Promise<FaultyProxy> {
		const proxy = new FaultyProxy(Number(new URL(target).port));
		proxy.#server.listen(0, "127.0.0.1");
		await once(proxy.#server, "listening");
		return proxy;
	}

	get endpoint(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** Applies the fault to every open connection. */
	strike(fault: WireFault): void {
		for (const line of this.#lines) STRIKES[fault](line);
	}

	/** New connections are refused from now on. Those that are open stay. */
	refuseNew(): void {
		this.#server.close();
	}

	async stop(): Promise<void> {
		const closed = this.#server.listening ? once(this.#server, "close") : undefined;
		this.refuseNew();
		for (const line of this.#lines) STRIKES.cut(line);
		await closed;
	}

	#open(...sides: [Socket, Socket]): void {
		const line: Line = { sides, isCutAtNextChunk: false };
		const [near, far] = sides;
		this.#lines.add(line);
		passOn(line, near, far);
		passOn(line, far, near);
		near.once("close", () => this.#lines.delete(line));
	}
}

function passOn(line: Line, from: Socket, to: Socket): void {
	from.setNoDelay(true);
	from.on("data", (chunk) => {
		if (line.isCutAtNextChunk) to.end(chunk.subarray(0, Math.floor(chunk.length / 2)), () => STRIKES.cut(line));
		else to.write(chunk);
	});
	from.on("error", () => to.destroy());
	from.on("close", () => to.destroy());
}

const STRIKES: Readonly<Record<WireFault, (line: Line) => void>> = {
	cut({ sides }) {
		for (const side of sides) side.resetAndDestroy();
	},
	delay({ sides }) {
		for (const side of sides) side.pause();
		setTimeout(() => {
			for (const side of sides) side.resume();
		}, DELAY_MS);
	},
	truncate(line) {
		line.isCutAtNextChunk = true;
	},
	swallow({ sides }) {
		for (const side of sides) side.pause();
	},
};
