import { expect, test } from "vitest";
import type { PromptItem, Role } from "../../src/protocol/index.ts";
import { KnownRoles } from "../../src/rules/KnownRoles.ts";
import { nextReviewMs, reviewPrompt, reviewQueue, SUSPENSION_MS } from "../../src/rules/suspension.ts";
import { queuedPrompt } from "../../stories/fixtures/sampleItems.ts";

const BEN = { userId: "ben", name: "Ben" };
const CLEO = { userId: "cleo", name: "Cleo" };
const NOW = 1_000_000;

const promptBy = (person: typeof BEN, others: Partial<PromptItem> = {}): PromptItem => ({
	...queuedPrompt,
	id: `of ${person.userId}`,
	by: person,
	...others,
});
const context = (roles: Readonly<Record<string, Role | null>>, now = NOW) => ({
	needed: "editor" as const,
	neededToSuggest: "commenter" as const,
	roleOf: (userId: string) => roles[userId],
	now,
});

test("a prompt of somebody with the role, and of somebody who is not known, stays as it is", () => {
	expect(reviewPrompt(promptBy(BEN), context({ ben: "editor" }))).toBeNull();
	expect(reviewPrompt(promptBy(BEN), context({}))).toBeNull();
});

test("a suspension begins once, ends with the person back, and withdraws the prompt when its time is over", () => {
	const suspended = reviewPrompt(promptBy(BEN), context({ ben: null }));
	expect(suspended).toMatchObject({ state: "queued", suspended: { person: BEN, until: NOW + SUSPENSION_MS } });
	if (!suspended) return;
	expect(reviewPrompt(suspended, context({ ben: null }, NOW + SUSPENSION_MS - 1))).toBeNull();
	expect(reviewPrompt(suspended, context({ ben: "owner" }, NOW + 1))).toEqual(promptBy(BEN));
	const late = reviewPrompt(suspended, context({ ben: null }, NOW + SUSPENSION_MS));
	expect(late).toMatchObject({ state: "withdrawn", withdrawal: { reason: "access_ended", person: BEN } });
	expect(late).not.toHaveProperty("suspended");
	expect(reviewPrompt(suspended, context({ ben: "commenter" }, NOW + 1))).toMatchObject({
		state: "withdrawn",
		withdrawal: { reason: "role_lowered", person: BEN },
	});
});

test("whoever has edited a prompt counts as well as its author", () => {
	const edited = promptBy(BEN, { editedBy: CLEO });
	expect(reviewPrompt(edited, context({ ben: "editor", cleo: "viewer" }))).toMatchObject({
		withdrawal: { reason: "role_lowered", person: CLEO },
	});
	expect(reviewPrompt(edited, context({ ben: null, cleo: "owner" }))).toMatchObject({ suspended: { person: BEN } });
	const both = reviewPrompt(edited, context({ ben: null, cleo: null }));
	if (!both) throw new Error("It is not suspended.");
	const forCleo = reviewPrompt(both, context({ ben: "editor", cleo: null }, NOW + 5));
	expect(forCleo).toMatchObject({ suspended: { person: CLEO, until: NOW + SUSPENSION_MS } });
});

test("what is suspended lets others go first, and keeps its place", () => {
	const [first, second, third] = [
		promptBy(BEN, { order: 1 }),
		promptBy(CLEO, { order: 2 }),
		promptBy(BEN, { order: 3 }),
	];
	const { changes, runnable } = reviewQueue([first, second, third], context({ ben: null }));
	expect(runnable).toEqual([second]);
	expect(changes.map(({ order }) => order)).toEqual([1, 3]);
	const withdrawn = reviewQueue([first, second], context({ ben: "viewer" }));
	expect(withdrawn.runnable).toEqual([second]);
	expect(withdrawn.changes).toMatchObject([{ state: "withdrawn", order: undefined }]);
});

test("the next review is at the end of the first suspension, and never further away than one lasts", () => {
	const until = (at: number) => promptBy(BEN, { suspended: { person: BEN, until: at } });
	expect(nextReviewMs([promptBy(CLEO)], NOW)).toBeNull();
	expect(nextReviewMs([until(NOW + 700), promptBy(CLEO), until(NOW + 300)], NOW)).toBe(300);
	expect(nextReviewMs([until(NOW - 1)], NOW)).toBe(0);
	expect(nextReviewMs([until(Number.MAX_SAFE_INTEGER)], NOW)).toBe(SUSPENSION_MS);
});

test("what `authenticate` decided before somebody’s access ended does not bring it back", () => {
	const roles = new KnownRoles();
	const askedAt = roles.revocations();
	roles.revoke("ben");
	roles.record({ userId: "ben", role: "editor" }, askedAt);
	expect(roles.of("ben")).toBeNull();
	roles.confirm({ userId: "ben", role: "editor" });
	expect(roles.of("ben")).toBeNull();
	roles.record({ userId: "cleo", role: "editor" }, askedAt);
	expect(roles.of("cleo")).toBe("editor");
	roles.record({ userId: "ben", role: "editor" }, roles.revocations());
	expect(roles.of("ben")).toBe("editor");
});
