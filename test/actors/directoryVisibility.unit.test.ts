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
	await Promise.all([visibility.answersFor(ADA, ids(250)), visibility.answersFor(ADA, ids(250))]);
	expect(asked.map(({ workspaceIds }) => workspaceIds.length)).toEqual([100, 100, 50]);
	expect(asked[0]).toMatchObject({ tenant: "acme", person: ADA });
	expect((await visibility.answersFor(ADA, ids(250))).size).toBe(250);
	expect(asked).toHaveLength(3);
	clock.now += 60_001;
	await visibility.answersFor(ADA, ids(10));
	expect(asked).toHaveLength(4);
});

test("true is the role of the directory, null leaves it to the workspace, and what is no role is not shown", async () => {
	const { visibility } = open(() => [true, "owner", false, null, "king", undefined]);
	const answers = ["editor", "owner", false, null, false, false];
	expect([...(await visibility.answersFor(ADA, ids(6))).values()]).toEqual(answers);
});

test.each([
	["throws", () => Promise.reject(new Error("no database"))],
	["answers for too few", () => [true]],
	["answers nothing", () => undefined],
])("a host that %s shows nothing new, and takes nothing away", async (_, fail) => {
	let isBroken = false;
	const { visibility, clock } = open((request) => (isBroken ? fail() : request.workspaceIds.map(() => true)));
	const seen = async () => [...(await visibility.answersFor(ADA, ["acme/0", "acme/1"])).values()];
	await visibility.answersFor(ADA, ["acme/0"]);
	isBroken = true;
	clock.now += 60_001;
	expect(await seen()).toEqual(["editor", false]);
	isBroken = false;
	expect(await seen()).toEqual(["editor", "editor"]);
});

test("a refresh asks for what is old, and says what has changed", async () => {
	let seen = ["acme/0", "acme/1"];
	const { visibility, asked, clock } = open(({ workspaceIds }) => workspaceIds.map((id) => seen.includes(id)));
	await visibility.answersFor(ADA, ids(3));
	seen = ["acme/1", "acme/2"];
	clock.now += 59_000;
	await visibility.answersFor(ADA, ["acme/3"]);
	expect(await visibility.refresh(ADA)).toEqual([]);
	expect(asked).toHaveLength(2);
	clock.now += 1_000;
	expect(await visibility.refresh(ADA)).toEqual(["acme/0", "acme/2"]);
	expect(asked[2]?.workspaceIds).toEqual(ids(3));
});
