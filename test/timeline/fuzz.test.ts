import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { emptyProjection, projectPermissionRequest, projectSessionEvent } from "../../actors/timeline/index.ts";
import { applyPatches } from "./applyPatches.ts";
import { itemSchema } from "./itemSchema.ts";
import { playSession } from "./playSession.ts";
import { createRandom, randomJson } from "./randomJson.ts";

const seeds = Array.from({ length: 20 }, (_, index) => ({ seed: index + 1 }));

/** An agent that sends nonsense, some of it nearly right. */
function playNonsense(seed: number) {
	const random = createRandom(seed);
	const session = playSession();
	for (let event = 0; event < 300; event++) {
		const json = randomJson(random, 5);
		const path = random();
		if (path < 0.1) session.send("agent", json);
		else if (path < 0.2) session.send("agent", { id: event, result: json });
		else if (path < 0.3) session.askPermission({ toolCall: json, options: [{ optionId: "a", kind: json }, json] });
		else if (path < 0.35) session.endTurn(random() < 0.5 ? null : `turn-${event}`);
		else session.send("agent", { method: "session/update", params: { update: json } });
		if (path > 0.9) session.say("a");
		if (path > 0.7) session.update(String(randomJson(random, 0)), Object(json));
	}
	session.endTurn();
	return session;
}

describe.each(seeds)("whatever an agent sends ($seed)", ({ seed }) => {
	const session = playNonsense(seed);

	test("people see valid items", () => {
		expect(session.items().length).toBeGreaterThan(50);
		for (const item of session.items()) v.parse(itemSchema, item);
	});

	test("the patches alone make the timeline", () => {
		expect(applyPatches(session.patches)).toEqual(session.items());
	});

	test("nothing stays open after the turn", () => {
		const open = session.items().filter((item) => {
			if (item.kind === "message" || item.kind === "thought") return item.open;
			return item.kind === "tool_call" && item.endedAt === null;
		});
		expect(open).toEqual([]);
	});

	test("the same nonsense comes out the same", () => {
		expect(playNonsense(seed).patches).toEqual(session.patches);
	});
});

const context = { turnId: "turn", now: 0, createId: () => "id" };

test.each([undefined, null, 7, "event", [], {}, { sender: "agent" }, { sender: "agent", payload: null }])(
	"what is no event changes nothing: %j",
	(event) => {
		expect(projectSessionEvent(emptyProjection, event, context)).toEqual({ projection: emptyProjection, changes: [] });
	},
);

test("what nests without end is left out, where it is kept as it came", () => {
	const depth = 200_000;
	const deep = JSON.parse("[".repeat(depth) + "]".repeat(depth));
	const session = playSession();
	session.update("tool_call", { toolCallId: "call", rawInput: deep, rawOutput: deep, content: [deep] });
	session.update("tool_call_update", { toolCallId: "call", rawInput: deep });
	session.update("new_kind", { deep });
	session.update("agent_message_chunk", { content: { type: "deep", deep } });
	session.update("plan", { entries: deep });
	session.askPermission({ toolCall: { toolCallId: "call", rawInput: deep }, options: deep });
	expect(JSON.stringify(session.items())).toContain("nested too deeply");
	expect(projectPermissionRequest(emptyProjection, deep, context).approval).toBeNull();
});

test("names that every object has are no updates", () => {
	const session = playSession();
	for (const name of ["constructor", "toString", "__proto__"]) session.update(name);
	expect(session.itemsOf("unknown").map((item) => item.label)).toEqual(["constructor", "toString", "__proto__"]);
});
