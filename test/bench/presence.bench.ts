import type { Bench, BenchResult, Cell } from "./report/results.ts";
import { type Stage, startStage } from "./stage/startStage.ts";

const PEOPLE = 50;
const SECONDS = 10;

/** How many of them read on and type without a pause. */
const BUSY = [0, 5, PEOPLE];

/** What is sent to a client in a second, with the frames of the network: the actor keeps to 8,192 bytes of JSON. */
const MAX_BYTES = 10_000;

interface Measured {
	readonly busy: number;
	/** Of each client in a second. */
	readonly bytes: number;
	readonly messages: number;
	/** Percent of a core. */
	readonly engine: number;
	readonly actor: number;
}

async function measureBusy(stage: Stage, busy: number): Promise<Measured> {
	await using clients = await stage.startClients();
	await clients.ask("join", "workspace", crypto.randomUUID(), 0, PEOPLE);
	await stage.untilCalm();
	const before = { engine: stage.engineUse().cpu, actor: stage.actorUse().cpu };
	const { bytes, messages, seconds } = await clients.ask("bePresent", busy, SECONDS * 1_000);
	const share = (used: number) => (used / 1e6 / seconds) * 100;
	const measured = {
		busy,
		bytes: bytes / PEOPLE / seconds,
		messages: messages / PEOPLE / seconds,
		engine: share(stage.engineUse().cpu - before.engine),
		actor: share(stage.actorUse().cpu - before.actor),
	};
	await clients.ask("leave");
	return measured;
}

async function measure(): Promise<BenchResult> {
	await using stage = await startStage();
	const rounds: Measured[] = [];
	for (const busy of BUSY) rounds.push(await measureBusy(stage, busy));
	return {
		tables: [
			{
				title: `${PEOPLE} people in a workspace`,
				columns: [
					"read on and type",
					"bytes a second at each client",
					"messages a second at each client",
					"engine % of a core",
					"actor % of a core",
				],
				rows: rounds.map(({ busy, bytes, messages, engine, actor }): readonly Cell[] => [
					busy === 0 ? "nobody" : busy === PEOPLE ? "all" : `${busy}`,
					bytes,
					messages,
					engine,
					actor,
				]),
			},
		],
		goals: rounds.map(({ busy, bytes }) => ({
			name: `${PEOPLE} people, ${busy} of them read on and type: bytes a second at a client`,
			limit: MAX_BYTES,
			measured: bytes,
		})),
		broken: [],
	};
}

export const benches: Readonly<Record<string, Bench>> = {
	presence: {
		title: "What people see of each other, with 50 of them",
		description: `${PEOPLE} stores in one workspace, each of another person. Those who are busy say 20 times a second that they read another item, and type on. Bytes are counted on the sockets: they include the answers to what a client says itself, and the heartbeat of the workspace.`,
		run: measure,
	},
};
