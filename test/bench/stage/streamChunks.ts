import { sum } from "../report/statistics.ts";
import type { BenchProcess } from "./BenchProcess.ts";
import { formatStreamPrompt, MIN_CHUNK_BYTES } from "./chunks.ts";
import type { ClientAnswers, Collected } from "./clients.ts";
import type { Contestant } from "./openClient.ts";
import type { Stage } from "./startStage.ts";

/** More clients than this share the machine better in two processes. */
const CLIENTS_A_PROCESS = 25;
/** What has not come this long after the last chunk was sent is lost. */
export const LATE_MS = 10_000;
/** For the engine's database, which writes in the background. */
const WARM_UP = { perSecond: 50, chunks: 10 };

export interface StreamOptions {
	readonly contestant: Contestant;
	readonly clients: number;
	readonly perSecond: number;
	readonly chunks: number;
	readonly bytes?: number;
	/** Whether what the engine does after the last chunk counts, too. */
	readonly settles?: boolean;
}

/** What one stream of chunks to a number of clients took. */
export interface Streamed extends Collected {
	/** Microseconds of the engine's processor time. */
	readonly engineCpu: number;
	/** Microseconds of the actors' processor time. */
	readonly actorCpu: number;
	/** Bytes that the engine has written to the disk. */
	readonly written: number;
}

/** Opens an actor with clients, has its agent stream chunks at a pace, and collects what came where. */
export async function streamChunks(stage: Stage, options: StreamOptions): Promise<Streamed> {
	const { contestant, clients, perSecond, chunks, bytes = MIN_CHUNK_BYTES, settles = false } = options;
	await using group = await startGroup(stage, clients);
	const key = `stream-${crypto.randomUUID().slice(0, 8)}`;
	await group.join(contestant, key);
	// Sessions open at the first prompt, and everything runs for the first time.
	await group.stream({ ...WARM_UP, first: 0, bytes });
	await stage.untilCalm();
	await group.reset();
	const before = { engine: stage.engineUse(), actors: stage.actorUse() };
	const collected = await group.stream({ perSecond, chunks, first: WARM_UP.chunks, bytes });
	if (settles) await stage.untilCalm();
	return {
		...collected,
		engineCpu: stage.engineUse().cpu - before.engine.cpu,
		actorCpu: stage.actorUse().cpu - before.actors.cpu,
		written: stage.engineUse().written - before.engine.written,
	};
}

/** Clients in as few processes as carry them. */
async function startGroup(stage: Stage, clients: number) {
	await using parts = new AsyncDisposableStack();
	const processes: BenchProcess<ClientAnswers>[] = [];
	const count = clients > CLIENTS_A_PROCESS ? 2 : 1;
	for (let index = 0; index < count; index++) processes.push(parts.use(await stage.startClients()));
	const all = <Result>(ask: (process: BenchProcess<ClientAnswers>, index: number) => Promise<Result>) =>
		Promise.all(processes.map(ask));
	const share = (index: number) => Math.round((index * clients) / count);
	const kept = parts.move();
	return {
		async join(contestant: Contestant, key: string): Promise<void> {
			// The first to come creates the actor.
			const [first, ...others] = processes.map(
				(process, index) => () => process.ask("join", contestant, key, share(index), share(index + 1)),
			);
			await first?.();
			await Promise.all(others.map((join) => join()));
		},
		async stream(prompt: Parameters<typeof formatStreamPrompt>[0]): Promise<Collected> {
			const { perSecond, chunks, first } = prompt;
			await processes[0]?.ask("prompt", formatStreamPrompt(prompt));
			const deadlineMs = (chunks / perSecond) * 1_000 + LATE_MS;
			return add(await all((process) => process.ask("collect", first, chunks, deadlineMs)));
		},
		reset: () => all((process) => process.ask("reset")),
		async [Symbol.asyncDispose]() {
			await all((process) => process.ask("leave"));
			await kept.disposeAsync();
		},
	};
}

function add(collected: readonly Collected[]): Collected {
	const total = (name: "lost" | "doubled" | "messages" | "bytes") => sum(collected.map((one) => one[name]));
	return {
		lags: collected.flatMap(({ lags }) => lags),
		lost: total("lost"),
		doubled: total("doubled"),
		messages: total("messages"),
		bytes: total("bytes"),
	};
}
