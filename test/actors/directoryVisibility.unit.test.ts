import { expect, test } from "vitest";
import { type MayListRequest, Visibility } from "../../actors/directory/Visibility.ts";
import { FailureStreak } from "../../actors/log/FailureStreak.ts";

const ADA = { userId: "ada", name: "Ada", role: "editor" } as const;
const ids = (count: number) => Array.from({ length: count }, (_, index) => `acme/${index}`);

function open(answer: (request: MayListRequest) => unknown = ({ workspaceIds }) => workspaceIds.map(() => true)) {
	const asked: MayListRequest[] = [];
	const clock = { now: 1_000 };
	const visibility = new Visibility({
		tenant: "acme",
		mayList: (async (request: MayListRequest) => {
			asked.push(request);
			return answer(request);
		}) as never,
		ttlMs: 60_000,
		timeoutMs: 1_000,
		failures: new FailureStreak(() => undefined, "may_list_failed"),
		now: () => clock.now,
	});
	return { visibility, asked, clock };
}

test("the host is asked in batches, once for each workspace until its answer is old", async () => {
	const { visibility, asked, clock } = open();
	// Two pages at once.
	await Promise.all([visibility.rolesIn(ADA, ids(250)), visibility.rolesIn(ADA, ids(250))]);
	expect(asked.map(({ workspaceIds }) => workspaceIds.length)).toEqual([100, 100, 50]);
	expect(asked[0]).toMatchObject({ tenant: "acme", person: ADA });
	expect((await visibility.rolesIn(ADA, ids(250))).size).toBe(250);
	expect(asked).toHaveLength(3);
	clock.now += 60_001;
	await visibility.rolesIn(ADA, ids(10));
	expect(asked).toHaveLength(4);
});

test("true is the role of the directory, and what is no role is not shown", async () => {
	const { visibility } = open(() => [true, "owner", false, null, "king", undefined]);
	expect([...(await visibility.rolesIn(ADA, ids(6)))]).toEqual([
		["acme/0", "editor"],
		["acme/1", "owner"],
	]);
});

test.each([
	["throws", () => Promise.reject(new Error("no database"))],
	["answers for too few", () => [true]],
	["answers nothing", () => undefined],
])("a host that %s shows nothing new, and takes nothing away", async (_, fail) => {
	let isBroken = false;
	const { visibility, clock } = open((request) => (isBroken ? fail() : request.workspaceIds.map(() => true)));
	await visibility.rolesIn(ADA, ["acme/0"]);
	isBroken = true;
	clock.now += 60_001;
	expect([...(await visibility.rolesIn(ADA, ["acme/0", "acme/1"])).keys()]).toEqual(["acme/0"]);
	isBroken = false;
	expect([...(await visibility.rolesIn(ADA, ["acme/0", "acme/1"])).keys()]).toEqual(["acme/0", "acme/1"]);
});

test("a refresh says what has changed", async () => {
	let seen = ["acme/0", "acme/1"];
	const { visibility } = open(({ workspaceIds }) => workspaceIds.map((id) => seen.includes(id)));
	await visibility.rolesIn(ADA, ids(3));
	seen = ["acme/1", "acme/2"];
	expect(await visibility.refresh(ADA)).toEqual(["acme/0", "acme/2"]);
});
