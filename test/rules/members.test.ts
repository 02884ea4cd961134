import { describe, expect, test } from "vitest";
import type { Role } from "../../src/protocol/index.ts";
import { admitMember, type Grant, requireMayDecide, type StoredInvite } from "../../src/rules/members.ts";

const by = { userId: "ada", name: "Ada" };
const invite: StoredInvite = {
	id: "invite",
	role: "editor",
	by,
	createdAt: 100,
	expiresAt: 200,
	singleUse: false,
	uses: 0,
	revokedAt: null,
	number: 100,
};
const grant = (role: Role | null, number: number, at = 1): Grant => {
	return { role, by, inviteId: null, isGuest: false, at, number };
};

const outcomeOf = (admission: Partial<Parameters<typeof admitMember>[0]>) => {
	try {
		return admitMember({ hostRole: null, grant: undefined, invite: undefined, now: 150, ...admission });
	} catch (error) {
		return (error as { readonly info: { readonly code: string } }).info.code;
	}
};

describe("whoever connects", () => {
	test.each([
		["has the role of the host without anything else", { hostRole: "editor" }, { role: "editor", usesInvite: false }],
		["is refused without any role", {}, "forbidden"],
		[
			"has what an owner has decided, also if it is less",
			{ hostRole: "owner", grant: grant("viewer", 1) },
			{ role: "viewer", usesInvite: false },
		],
		[
			"is refused once they were removed, whatever the host says",
			{ hostRole: "owner", grant: grant(null, 1) },
			"forbidden",
		],
		["gets the role of an invite", { invite }, { role: "editor", usesInvite: true }],
		["is refused with one that is not known", { invite: null }, "invite_invalid"],
		["is refused at the moment when it ends", { invite, now: 200 }, "invite_expired"],
		["is let in just before", { invite, now: 199 }, { role: "editor", usesInvite: true }],
		["is refused with one that was revoked", { invite: { ...invite, revokedAt: 120 } }, "invite_invalid"],
		[
			"is refused with one that was for another person",
			{ invite: { ...invite, singleUse: true, uses: 1 } },
			"invite_used",
		],
		["keeps a higher role", { hostRole: "approver", invite }, { role: "approver", usesInvite: false }],
		[
			"is let in again by an invite that is newer than their removal",
			{ grant: grant(null, 99), invite },
			{ role: "editor", usesInvite: true },
		],
		[
			"is let in again by a newer one that was made by an earlier clock",
			{ grant: grant(null, 99, 120), invite },
			{ role: "editor", usesInvite: true },
		],
		["is not let in again by an older one", { grant: grant(null, 100), invite }, "forbidden"],
		[
			"does not get an earlier role back by an old invite",
			{ grant: grant("viewer", 101), invite },
			{ role: "viewer", usesInvite: false },
		],
	] as const)("%s", (_name, admission, expected) => {
		expect(outcomeOf(admission)).toEqual(expected);
	});
});

describe("deciding about somebody", () => {
	const decide = (role: Role, target: Role | null, to: Role | null, userId = "ben") => {
		try {
			requireMayDecide({ userId: "ada", role }, { userId, role: target }, to);
			return "allowed";
		} catch {
			return "refused";
		}
	};

	test("needs a role that is not below what is given or taken", () => {
		expect(decide("owner", "owner", "viewer")).toBe("allowed");
		expect(decide("owner", null, "owner")).toBe("allowed");
		expect(decide("approver", "editor", "approver")).toBe("allowed");
		expect(decide("approver", "editor", "owner")).toBe("refused");
		expect(decide("approver", "owner", null)).toBe("refused");
	});

	test("is not possible about oneself", () => {
		expect(decide("owner", "owner", "viewer", "ada")).toBe("refused");
	});
});
