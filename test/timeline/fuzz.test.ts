import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { emptyProjection, projectPermissionRequest, projectSessionEvent } from "../../actors/timeline/index.ts";
import { applyPatches } from "../../stories/fixtures/applyPatches.ts";
import { createRandom } from "../harness/createRandom.ts";
import { itemSchema } from "./itemSchema.ts";
import { playSession } from "./playSession.ts";
import { randomJson } from "./randomJson.ts";
import { samplePermissionRequest, sampleUpdates } from "./sampleUpdates.ts";
import { spoilJson } from "./spoilJson.ts";

const seeds = Array.from({ length: 20 }, (_, index) => ({ seed: index + 1 }));

/** An agent that sends invalid events, many of them nearly right. */
function playNonsense(seed: number) {
	const random = createRandom(seed);
	const session = playSession();
	const sendUpdate = (update: unknown) => session.send("agent", { method: "session/update", params: { update } });
	for (let round = 0; round < 30; round++) {
		for (const update of sampleUpdates) sendUpdate(spoilJson(random, update));
		session.askPermission(spoilJson(random, samplePermissionRequest));
		session.send("agent", { id: round, result: spoilJson(random, sampleUpdates) });
		sendUpdate(randomJson(random, 5));
		session.send("agent", randomJson(random, 5));
		if (random() < 0.2) session.endTurn(random() < 0.5 ? null : `turn-${round}`);
	}
	session.endTurn();
	return session;
}

describe.each(seeds)("with random events (seed $seed)", ({ seed }) => {
	const session = playNonsense(seed);

	test("people see valid items, of every kind", () => {
		const kinds = new Set(session.items().map((item) => item.kind));
		expect([...kinds].sort()).toEqual([
			"approval",
			"event",
			"message",
			"notice",
			"plan",
			"thought",
			"tool_call",
			"unknown",
		]);
		for (const item of session.items()) v.parse(itemSchema, item);
	});

	test("the patches alone reproduce the timeline", () => {
		expect(applyPatches(session.patches)).toEqual(session.items());
	});

	test("nothing stays open after the turn", () => {
		const open = session.items().filter((item) => {
			if (item.kind === "message" || item.kind === "thought") return item.open;
			return item.kind === "tool_call" && item.endedAt === null;
		});
		expect(open).toEqual([]);
	});

	test("the same events produce the same timeline", () => {
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

test("JSON that nests too deeply is replaced where it would be kept unchanged", () => {
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

test("names of Object.prototype are not updates", () => {
	const session = playSession();
	for (const name of ["constructor", "toString", "__proto__"]) session.update(name);
	expect(session.itemsOf("unknown").map((item) => item.label)).toEqual(["constructor", "toString", "__proto__"]);
});
