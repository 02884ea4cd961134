import { expect, test } from "vitest";
import { renameSession, yieldTitle } from "../../src/rules/title.ts";
import { DEFAULT_SESSION } from "../../src/testing/memoryWorkspaceState.ts";

const ADA = { userId: "ada", name: "Ada" };
const session = { ...DEFAULT_SESSION, title: "Fix the build" };

test("the agent's title yields to that of a person, and is there when they take it back", () => {
	const named = { ...session, ...renameSession(session, " Checkout ", ADA) };
	expect(named).toMatchObject({ title: "Checkout", titleBy: ADA, agentTitle: "Fix the build" });
	const told = { ...named, ...yieldTitle(named, { title: "Fix the tests" }) };
	expect(told).toMatchObject({ title: "Checkout", titleBy: ADA, agentTitle: "Fix the tests" });
	expect(renameSession(told, null, ADA)).toEqual({ title: "Fix the tests", titleBy: null, agentTitle: null });
});

test("a second name keeps the agent's title", () => {
	const named = { ...session, ...renameSession(session, "One", ADA) };
	expect(renameSession(named, "Two", ADA)).toMatchObject({ title: "Two", agentTitle: "Fix the build" });
});

test("a title of nothing but invisible characters is none", () => {
	expect(renameSession(session, "\u202e", ADA)).toMatchObject({ title: "Fix the build", titleBy: null });
});

test("the agent's title shows while nobody has given one", () => {
	const change = { title: "Fix the tests" };
	expect(yieldTitle(session, change)).toBe(change);
});
