// A process that holds clients of a bench.
import { channel } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "rivetkit/client";
import { sum } from "../report/statistics.ts";
import type { Arrival } from "./Arrivals.ts";
import type { BenchRegistry } from "./actors.ts";
import { answerQuestions } from "./BenchProcess.ts";
import { formatStreamPrompt, MIN_CHUNK_BYTES, now } from "./chunks.ts";
import { type BenchClient, type Contestant, openClient } from "./openClient.ts";

const { BENCH_ENDPOINT: endpoint = "" } = process.env;

// An engine under too much load drops connections, and Rivet's client then throws where nobody can catch it. What
// matters of that is counted: as lost chunks.
process.on("uncaughtException", () => undefined);
process.on("unhandledRejection", () => undefined);

const sockets = new Set<Socket>();
channel("net.client.socket").subscribe((message) => {
	sockets.add((message as { readonly socket: Socket }).socket);
});

const client = createClient<BenchRegistry>({ endpoint, disableMetadataLookup: true });
const clients: BenchClient[] = [];
let bytesBefore = 0;

const received = () => sum([...sockets].map((socket) => socket.bytesRead));

/** What came at the clients of this process. */
export interface Collected {
	/** Microseconds from the agent to a client, of every chunk at every client. */
	readonly lags: readonly number[];
	readonly lost: number;
	readonly doubled: number;
	readonly messages: number;
	/** On the sockets of all clients. */
	readonly bytes: number;
}

/** What came at all clients of this process together. */
export interface SeenPresence {
	readonly messages: number;
	/** On their sockets. */
	readonly bytes: number;
	readonly seconds: number;
}

/** As often as people scroll. */
const PRESENCE_EVERY_MS = 50;

/** Microseconds from the prompt to the agent, and from there to another person. */
export interface FirstToken {
	readonly up: number;
	readonly down: number;
}

const JOIN_WITHIN_MS = 120_000;
const FIRST_TOKEN_WITHIN_MS = 20_000;
const LEAVE_WITHIN_MS = 5_000;

async function untilChunk(client: BenchClient | undefined, number: number): Promise<Arrival> {
	const end = performance.now() + FIRST_TOKEN_WITHIN_MS;
	for (;;) {
		const chunk = client?.arrivals.chunks.get(number);
		if (chunk) return chunk;
		if (performance.now() > end) throw new Error("The first token did not come.");
		await delay(5);
	}
}

const answers = {
	/** Opens an actor with a number of further clients, and waits until they have loaded it. */
	async join(contestant: Contestant | "bare", key: string, from: number, to: number): Promise<void> {
		const joining = Array.from({ length: to - from }, (_, index) =>
			openClient(contestant, { client, key, userId: `user-${from + index}` }),
		);
		const opened = await Promise.race([Promise.all(joining), delay(JOIN_WITHIN_MS, null, { ref: false })]);
		if (!opened) throw new Error(`Not all clients had opened ${contestant} after ${JOIN_WITHIN_MS / 1_000} s.`);
		clients.push(...opened);
	},
	/** The first client sends a prompt. */
	prompt(text: string): void {
		clients[0]?.prompt(text);
	},
	/** The first client sends a prompt with one chunk for an answer, and the last client waits for it. */
	async firstToken(text: string, number: number): Promise<FirstToken> {
		const promptedAt = now();
		clients[0]?.prompt(text);
		const chunk = await untilChunk(clients.at(-1), number);
		return { up: chunk.sentAt - promptedAt, down: chunk.at - chunk.sentAt };
	},
	/** Opens a workspace with one client, and waits for the answer to its first prompt: then its session is open. */
	async use(key: string): Promise<void> {
		const opened = await openClient("workspace", { client, key, userId: "user-0" });
		clients.push(opened);
		opened.prompt(formatStreamPrompt({ perSecond: 50, chunks: 1, first: 0, bytes: MIN_CHUNK_BYTES }));
		await untilChunk(opened, 0);
	},
	/** Waits for the chunks of numbers from `first` on, at most until `deadlineMs` from now. */
	async collect(first: number, chunks: number, deadlineMs: number): Promise<Collected> {
		const numbers = Array.from({ length: chunks }, (_, index) => first + index);
		// From the last on: as long as it is missing, the others need not be looked up.
		const hasAll = ({ arrivals }: BenchClient) => numbers.toReversed().every((number) => arrivals.chunks.has(number));
		const end = performance.now() + deadlineMs;
		while (performance.now() < end && !clients.every(hasAll)) await delay(50);
		const found = clients.flatMap(({ arrivals }) => numbers.map((number) => arrivals.chunks.get(number)));
		const came = found.filter((chunk) => chunk !== undefined);
		return {
			lags: came.map(({ sentAt, at }) => at - sentAt),
			lost: found.length - came.length,
			doubled: sum(clients.map(({ arrivals }) => arrivals.doubled)),
			messages: sum(clients.map(({ arrivals }) => arrivals.messages)),
			bytes: received() - bytesBefore,
		};
	},
	/** Starts to count messages and bytes again. */
	reset(): void {
		for (const { arrivals } of clients) {
			arrivals.messages = 0;
			arrivals.doubled = 0;
		}
		bytesBefore = received();
	},
	/** The first of them read on and type without a pause, and the others do nothing. */
	async bePresent(busy: number, forMs: number): Promise<SeenPresence> {
		answers.reset();
		const start = performance.now();
		for (let step = 0; performance.now() < start + forMs; step++) {
			for (const [index, { updatePresence }] of clients.slice(0, busy).entries()) {
				updatePresence?.({ itemId: `message-${index}-${step}`, typing: "prompt" });
			}
			await delay(PRESENCE_EVERY_MS);
		}
		const messages = sum(clients.map(({ arrivals }) => arrivals.messages));
		return { messages, bytes: received() - bytesBefore, seconds: (performance.now() - start) / 1_000 };
	},
	async leave(): Promise<void> {
		await Promise.race([Promise.all(clients.splice(0).map((left) => left.leave())), delay(LEAVE_WITHIN_MS)]);
	},
};
export type ClientAnswers = typeof answers;

answerQuestions(answers);
