import { setTimeout as delay } from "node:timers/promises";
import { type ActivityLog, emptyActivityLog } from "../faults/activityLog.ts";
import { type BrokenPromises, countBroken } from "../faults/countBroken.ts";
import { joinAsPerson } from "../faults/joinAsPerson.ts";
import { readWithNewcomer } from "../faults/readWithNewcomer.ts";
import { createRandom } from "../harness/createRandom.ts";
import { waitFor } from "../harness/waitFor.ts";
import { BareActors } from "./BareActors.ts";
import { Cluster } from "./Cluster.ts";
import { ClusterPage } from "./ClusterPage.ts";
import type { ClusterServices } from "./services/findServices.ts";
import type { Strike } from "./strikes.ts";
import type { Topology } from "./topologies.ts";

/** Three people in one workspace, and one person in each of five others. */
const MAIN = "together";
const PLACES = [
	["Ada", MAIN],
	["Ben", MAIN],
	["Cleo", MAIN],
	["Dan", "alone-1"],
	["Eve", "alone-2"],
	["Fay", "alone-3"],
	["Gus", "alone-4"],
	["Hal", "alone-5"],
] as const;
const WORKSPACES = [...new Set(PLACES.map(([, workspaceId]) => workspaceId))];

/** About six seconds, at the pace of the harness. */
const LONG_TURN = "long 60";
const RECOVERY_LIMIT_MS = 180_000;

/** What one strike did. Times are in milliseconds from the strike, of the slowest of all workspaces. */
export interface StrikeResult {
	readonly strike: Strike;
	/** Until prompts that were sent at once were acknowledged. */
	readonly acknowledged: number;
	/** Until everybody saw the end of their turns. */
	readonly answered: number;
	/** Until every open page was connected and up to date. */
	readonly live: number;
	/** From the moment a workspace was open again until the last of its pages was live; null if none has moved. */
	readonly liveAfterOpen: number | null;
	/** Until every actor that does nothing answered. */
	readonly bare: number;
	/** Turns that were interrupted. */
	readonly cut: number;
	/** Turns that were interrupted although they should have gone on, or that began after the strike. */
	readonly wronglyCut: number;
}

export interface TopologyResult {
	readonly topology: Topology;
	readonly strikes: readonly StrikeResult[];
	readonly prompts: number;
	readonly broken: BrokenPromises;
	/** Servers that ended by themselves. */
	readonly crashes: number;
}

export interface TopologyPlan {
	readonly topology: Topology;
	readonly strikes: readonly Strike[];
	readonly seed: number;
	/** Receives each result as it comes. */
	onResult?(result: StrikeResult): void;
}

/** Lets eight people work on a cluster while its parts end one after another. */
export async function runTopology(plan: TopologyPlan, services: ClusterServices): Promise<TopologyResult> {
	const { topology, strikes, seed, onResult } = plan;
	const random = createRandom(seed);
	const cluster = await Cluster.start(topology, services);
	const pages: ClusterPage[] = [];
	try {
		const bare = await BareActors.start(cluster.endpoint, WORKSPACES.length);
		const logs = new Map(WORKSPACES.map((workspaceId) => [workspaceId, emptyActivityLog()]));
		for (const [name, workspaceId] of PLACES)
			pages.push(
				await ClusterPage.open(cluster.endpoint, name, workspaceId, logs.get(workspaceId) ?? emptyActivityLog()),
			);
		const results = [];
		for (const strike of strikes) {
			await strike.prepare?.(cluster);
			const result = await measureStrike({ cluster, strike, pages, bare, random });
			onResult?.(result);
			results.push(result);
		}
		await waitFor(() => pages.every(isIdle), "everybody to be idle", RECOVERY_LIMIT_MS);
		const counts = await Promise.all([...logs].map((entry) => countIn(cluster, pages, ...entry)));
		return {
			topology,
			strikes: results,
			prompts: [...logs.values()].reduce((sum, { accepted }) => sum + accepted.length, 0),
			broken: counts.reduce(addBroken),
			crashes: cluster.servers.filter((server) => server.process.hasCrashed()).length,
		};
	} finally {
		for (const page of pages) page.leave();
		await cluster.stop();
	}
}

/** Whether nothing was lost, doubled, shown differently or interrupted without need. */
export function isKept({ strikes, broken, crashes }: TopologyResult): boolean {
	const isWhole = strikes.every(({ wronglyCut }) => wronglyCut === 0);
	return isWhole && crashes === 0 && Object.values(broken).every((count) => count === 0);
}

interface Scene {
	readonly cluster: Cluster;
	readonly strike: Strike;
	readonly pages: readonly ClusterPage[];
	readonly bare: BareActors;
	random(): number;
}

async function measureStrike({ cluster, strike, pages, bare, random }: Scene): Promise<StrikeResult> {
	// In each workspace a turn runs, and in the shared one others wait.
	const firsts = WORKSPACES.flatMap((workspaceId) => pages.find((page) => page.workspaceId === workspaceId) ?? []);
	const running = await Promise.all(firsts.map(async (page) => ({ page, ...(await page.prompt(LONG_TURN)) })));
	// On a busy machine the first may be over when the last begins.
	const hasBegun = ({ page, promptId }: (typeof running)[number]) =>
		page.stateOf(promptId) === "running" || page.isOver(promptId);
	await waitFor(() => running.every(hasBegun), "all turns to begin", RECOVERY_LIMIT_MS);
	await delay(1_000 * random());
	const before = pages.map(({ epoch }) => epoch);

	const at = Date.now();
	const hit = strike.hit(cluster, MAIN);
	const [bareMs, sent] = await Promise.all([
		bare.answer(),
		Promise.all(pages.map(async (page) => ({ page, ...(await page.prompt("title")) }))),
	]);
	const seen = Promise.all(
		sent.map(async ({ page, promptId }) => {
			const everybody = pages.filter(({ workspaceId }) => workspaceId === page.workspaceId);
			await waitFor(() => everybody.every((one) => one.isOver(promptId)), "the answers", RECOVERY_LIMIT_MS);
			return Date.now();
		}),
	);
	const answeredAt = Math.max(...(await seen));
	await hit;
	const opened = strike.moves
		? await Promise.all(pages.map((page, index) => openedAfter(page, before[index] ?? 0)))
		: [];
	const liveAts = pages.map(({ liveSince }) => Math.max(at, liveSince ?? Date.now()));
	const cut = running.filter(({ page, promptId }) => page.stateOf(promptId) !== "done").length;
	const late = sent.filter(({ page, promptId }) => page.stateOf(promptId) !== "done").length;
	const delays = opened.flatMap((openedAt, index) => (openedAt === null ? [] : [(liveAts[index] ?? 0) - openedAt]));
	return {
		strike,
		acknowledged: Math.max(...sent.map(({ acceptedAt }) => acceptedAt)) - at,
		answered: answeredAt - at,
		live: Math.max(...liveAts) - at,
		liveAfterOpen: delays.length === 0 ? null : Math.max(...delays),
		bare: bareMs,
		cut,
		wronglyCut: late + (strike.mayCut ? 0 : cut),
	};
}

/** When the workspace of a page was opened elsewhere; null if it has not moved. */
async function openedAfter(page: ClusterPage, epoch: number): Promise<number | null> {
	if (page.epoch <= epoch) return null;
	const { uptimeMs } = await page.store.getDiagnostics();
	return Date.now() - uptimeMs;
}

function isIdle({ store }: ClusterPage): boolean {
	const { connectionStatus, turn, queue, outbox } = store.get();
	return connectionStatus.status === "connected" && turn === null && queue.length + outbox.length === 0;
}

/** Counts what a workspace has lost, doubled or shows differently, compared with what a newcomer sees. */
async function countIn(
	{ endpoint }: Cluster,
	pages: readonly ClusterPage[],
	workspaceId: string,
	activity: ActivityLog,
): Promise<BrokenPromises> {
	const newcomer = joinAsPerson(endpoint, "Zoe", workspaceId);
	const { timeline, others } = await readWithNewcomer(
		newcomer,
		pages.filter((page) => page.workspaceId === workspaceId),
	);
	return countBroken(activity, timeline, others);
}

function addBroken(sum: BrokenPromises, more: BrokenPromises): BrokenPromises {
	return {
		lost: sum.lost + more.lost,
		doubled: sum.doubled + more.doubled,
		answersLost: sum.answersLost + more.answersLost,
		unfinished: sum.unfinished + more.unfinished,
		differing: sum.differing + more.differing,
		refused: sum.refused + more.refused,
	};
}
