import { expect, test } from "vitest";
import { LIMITS } from "../../src/protocol/index.ts";
import { KnownRoles } from "../../src/rules/KnownRoles.ts";

test(`of more than ${LIMITS.people} people, those of whom nothing is needed are forgotten, and no end of access`, () => {
	const roles = new KnownRoles((userId) => userId === "ada");
	roles.record({ userId: "ada", role: "editor" });
	roles.record({ userId: "ben", role: "editor" });
	roles.revoke("ben");
	for (let number = 0; number < LIMITS.people - 2; number++)
		roles.record({ userId: `guest-${number}`, role: "viewer" });
	expect(roles.of("guest-0")).toBe("viewer");
	roles.record({ userId: "guest-1", role: "viewer" });
	expect(roles.of("guest-0")).toBe("viewer");
	roles.record({ userId: "more", role: "viewer" });
	expect(["ada", "ben", "guest-0", "guest-1", "more"].map(roles.of)).toEqual([
		"editor",
		null,
		undefined,
		"viewer",
		"viewer",
	]);
});
