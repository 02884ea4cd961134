import { afterAll, beforeAll, expect, test } from "vitest";
import { endProcesses } from "../../demo/server/process/endProcesses.ts";
import { markRun } from "../faults/markRun.ts";
import { parseArguments } from "./parseArguments.ts";
import { isKept, runTopology } from "./runTopology.ts";
import { findMissing, findServices } from "./services/findServices.ts";
import { STRIKES } from "./strikes.ts";
import { TWO_ENGINES, TWO_SERVERS } from "./topologies.ts";

// The short form of `npm run test:cluster`. Its whole form is on docs/cluster.md.

const services = findServices();
const missing = findMissing(TWO_ENGINES, services);
const topology = missing.length === 0 ? TWO_ENGINES : TWO_SERVERS;
if (missing.length > 0) console.warn(`Not tested: ${TWO_ENGINES.name}.\n${missing.join("\n")}`);

let runId = "";
beforeAll(() => {
	runId = markRun();
});
afterAll(() => endProcesses(runId));

test(`nothing is lost on ${topology.name}, whatever ends in the middle of turns`, { timeout: 600_000 }, async () => {
	const names = ["deploy", "holder-kill", "engine-kill"];
	const strikes = names.flatMap((name) => STRIKES[name] ?? []);
	const result = await runTopology({ topology, strikes, seed: 1 }, services);
	expect(result.strikes).toHaveLength(3);
	expect(result).toSatisfy(isKept);
});

test("names what there is when it is asked for something else", () => {
	expect(() => parseArguments(["moon"])).toThrow("“moon” is neither a cluster nor a strike. There are: two, three");
	const deploy = { moves: true, mayCut: false };
	expect(parseArguments(["deploy", "two", "--times", "3"]).runs).toMatchObject([{ strikes: [deploy, deploy, deploy] }]);
});

test("says how to install what a cluster needs", () => {
	expect(findMissing(TWO_ENGINES, { postgres: null, nats: null })).toEqual([
		"Postgres is not installed: apt-get install postgresql, or put `initdb` on the PATH.",
		"NATS is not installed: apt-get install nats-server, or put `nats-server` on the PATH.",
	]);
	expect(findMissing(TWO_SERVERS, { postgres: null, nats: null })).toEqual([]);
});
