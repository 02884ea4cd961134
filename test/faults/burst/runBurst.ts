import { waitFor } from "../../harness/waitFor.ts";
import type { FaultReport } from "../faultReport.ts";
import { type JoinedPerson, joinAsPerson } from "../joinAsPerson.ts";
import type { FaultPlan } from "../parseArguments.ts";
import { hashTimeline } from "../readTimeline.ts";
import { readWithNewcomer } from "../readWithNewcomer.ts";
import type { BurstRequest } from "./burstWorkspace.ts";
import { countOtherBroadcasts } from "./countOtherBroadcasts.ts";
import { recordArrival } from "./recordArrival.ts";
import { retryCall } from "./retryCall.ts";
import { type BurstStage, startBurstStage } from "./startBurstStage.ts";

interface Burst extends BurstRequest {
	readonly clients: number;
}

/** The result of one burst. */
interface BurstSeen {
	/** Clients whose final timeline differs from a newcomer's, byte for byte. */
	readonly differing: number;
	/** Changes that clients had to request because they never arrived. */
	readonly missed: number;
	/** Other broadcasts that never arrived. */
	readonly dropped: number;
	/** Connections that were replaced meanwhile; what they missed is not counted. */
	readonly losses: number;
	/** How long after the last change the last broadcast reached anybody, in milliseconds: quiet begins then. */
	readonly quietAfter: number;
	/** How long after quiet began each client had the last change, in milliseconds, ascending. */
	readonly arrivals: readonly number[];
}

/** Together with the floods this is more than Rivet's engine delivers. */
const BURSTS: readonly Burst[] = [
	{ clients: 10, changes: 1_000, everyMs: 0 },
	{ clients: 50, changes: 800, everyMs: 5 },
];

const LIMIT_MS = 120_000;

/** Everybody must have everything this long after quiet began. */
const IN_TIME_MS = 1_000;

/** Makes a workspace broadcast more than Rivet delivers, and checks that everybody has everything in the end. */
export async function runBurst({ times }: FaultPlan, runId: string): Promise<FaultReport> {
	const stage = await startBurstStage(runId);
	const seen: BurstSeen[] = [];
	try {
		for (let round = 0; round < times; round++) {
			for (const burst of BURSTS) {
				const one = await burstOnce(stage, `burst-${round}-${burst.clients}`, burst);
				seen.push(one);
				console.log(`burst ${round + 1}/${times}, ${burst.clients} clients: ${describeSeen([one])}`);
			}
		}
		const work = BURSTS.map(({ clients, changes }) => `${changes} changes to ${clients}`).join(", ");
		const late = seen.flatMap((one) => one.arrivals).filter((ms) => ms > IN_TIME_MS).length;
		const broken = { differing: sum(seen, "differing"), late, crashes: stage.hasCrashed() ? 1 : 0 };
		return { work, hits: sum(seen, "missed"), broken, measured: describeSeen(seen) };
	} finally {
		await stage.stop();
	}
}

async function burstOnce(stage: BurstStage, workspaceId: string, { clients, ...request }: Burst): Promise<BurstSeen> {
	const join = (name: string) => joinAsPerson(stage.endpoint, name, workspaceId);
	// The first one alone: if all create the workspace at once, the engine makes as many actors and destroys the others.
	const people = [join("Person-0")];
	const haveJoined = () => people.every(({ store }) => store.get().loaded);
	await waitFor(haveJoined, "the first person to join", LIMIT_MS);
	for (let number = 1; number < clients; number++) people.push(join(`Person-${number}`));
	await waitFor(haveJoined, "everybody to join", LIMIT_MS);
	const noise = await countOtherBroadcasts(stage, workspaceId);
	try {
		const arrivals = people.map(({ store }) => recordArrival(store));
		const workspace = stage.client.workspace.getOrCreate([workspaceId], { params: { userId: "ada", name: "Ada" } });
		const { seq, endedAt, otherBroadcasts } = await retryCall(() => workspace.burst(request));
		await waitFor(() => people.every(({ store }) => store.get().seq >= seq), "everybody to have it all", LIMIT_MS);
		const { counts } = await retryCall(() => workspace.getDiagnostics());
		const quietAt = Math.max(endedAt, noise.lastAt(), ...people.map((person) => person.heardAt()));
		return {
			differing: await countDiffering(people, join("Dora")),
			missed: counts.changesMissed,
			dropped: noise.listeners * otherBroadcasts - noise.received(),
			losses: people.reduce((total, person) => total + person.losses(), 0),
			quietAfter: quietAt - endedAt,
			arrivals: arrivals.map((arrivedAt) => arrivedAt(seq) - quietAt).sort((one, other) => one - other),
		};
	} catch (error) {
		console.error(await describeStuck(stage, people));
		throw error;
	} finally {
		for (const { leave } of people) leave();
		await noise.stop();
	}
}

/** Details that distinguish a hanging workspace from responses that do not arrive. */
async function describeStuck(stage: BurstStage, people: readonly JoinedPerson[]): Promise<string> {
	const positions = people.map(({ store }) => `${store.get().connectionStatus.status} ${store.get().seq}`);
	const asked = await people[0]?.store.getDiagnostics().catch(String);
	return JSON.stringify({ crashed: stage.hasCrashed(), positions: [...new Set(positions)], asked });
}

async function countDiffering(people: readonly JoinedPerson[], newcomer: JoinedPerson): Promise<number> {
	const { timeline, others } = await readWithNewcomer(newcomer, people);
	return others.filter((other) => hashTimeline(other) !== hashTimeline(timeline)).length;
}

function describeSeen(seen: readonly BurstSeen[]): string {
	const arrivals = seen.flatMap((one) => one.arrivals).sort((one, other) => one - other);
	const median = arrivals[Math.floor(arrivals.length / 2)];
	const inTime = arrivals.filter((ms) => ms <= IN_TIME_MS).length;
	const lost = `${sum(seen, "missed")} changes and ${sum(seen, "dropped")} other broadcasts lost, ${sum(seen, "losses")} connections replaced`;
	const quiet = `quiet ${Math.max(...seen.map((one) => one.quietAfter))} ms after the last change (most)`;
	const all = `all there ${median} ms after that (median), ${arrivals.at(-1)} ms (most), ${inTime} of ${arrivals.length} within ${IN_TIME_MS} ms`;
	return `${lost}; ${quiet}, ${all}; ${sum(seen, "differing")} differ`;
}

function sum(seen: readonly BurstSeen[], key: Exclude<keyof BurstSeen, "arrivals">): number {
	return seen.reduce((total, one) => total + one[key], 0);
}
