import { expect, test } from "vitest";
import type { QuestionItem, Role } from "../../src/protocol/index.ts";
import { ABSENCE_GRACE_MS, followAbsences } from "../../src/rules/absences.ts";
import { createRoleTable } from "../../src/rules/access.ts";
import { claimants, reviewClaims } from "../../src/rules/claims.ts";

const BEN = { userId: "ben", name: "Ben" };
const NOW = 1_000_000;
const base = {
	id: "asked",
	order: 1,
	seq: 1,
	turnId: null,
	createdAt: 7,
	kind: "question",
	message: "Which?",
} as const;
const request = { type: "form", fields: [] } as const;
const claimed: QuestionItem = { ...base, request, state: { status: "pending" }, claim: { by: BEN, at: 1 } };
const { claim: _claim, ...free } = claimed;

interface Watched {
	readonly now?: number;
	readonly here?: Role;
	/** What is known of Ben; null when his access has ended. */
	readonly known?: Role | null;
	readonly absentSince?: number;
}

function review({ now = NOW, here, known, absentSince }: Watched) {
	return reviewClaims([free, claimed], {
		participants: here ? [{ ...BEN, role: here }] : [],
		absences: new Map(absentSince === undefined ? [] : [["ben", absentSince]]),
		access: createRoleTable({}),
		roleOf: () => known,
		now,
	});
}

test("a claim stays while its person is there, and for a while after", () => {
	expect(review({ here: "approver" })).toEqual({ released: [], inMs: Number.POSITIVE_INFINITY });
	expect(review({ absentSince: NOW })).toEqual({ released: [], inMs: ABSENCE_GRACE_MS });
	expect(review({ absentSince: NOW, now: NOW + ABSENCE_GRACE_MS }).released).toEqual([free]);
});

test("a claim ends at once when its person may not answer any more", () => {
	expect(review({ here: "approver", known: null }).released).toEqual([free]);
	expect(review({ here: "approver", known: "editor" }).released).toEqual([free]);
	expect(review({ here: "viewer" }).released).toEqual([free]);
});

test("an absence counts from its beginning, and no longer once the person is back", () => {
	const people = claimants([free, claimed]);
	const left = followAbsences(new Map(), people, { participants: [], now: NOW });
	expect([...followAbsences(left, people, { participants: [], now: NOW + 5 })]).toEqual([["ben", NOW]]);
	const back = [{ ...BEN, role: "approver" } as const];
	expect([...followAbsences(left, people, { participants: back, now: NOW + 5 })]).toEqual([]);
});
