import { expect, test } from "vitest";
import { replayRecording } from "../../stories/fixtures/replayRecording.ts";
import { readRecordings } from "./readRecordings.ts";

const HISTORY = "Previous session history is replayed below as JSON-RPC envelopes. Use it as context.\n{}";
const HISTORY_BLOCK = JSON.stringify({ type: "text", text: HISTORY });

test("the history in the first prompt after a restart is not shown", () => {
	for (const { name, jsonl, wire } of readRecordings()) {
		const restored = jsonl.replaceAll('"prompt":[', `"prompt":[${HISTORY_BLOCK},`);
		expect(restored, name).toContain(HISTORY_BLOCK);
		expect(replayRecording(restored, wire), name).toEqual(replayRecording(jsonl, wire));
	}
});

test("it is not shown either when the agent repeats it as a user message or as the title", () => {
	const echo = { sessionUpdate: "user_message_chunk", content: { type: "text", text: HISTORY } };
	const title = { sessionUpdate: "session_info_update", title: HISTORY };
	const events = [echo, title].map((update, index) => ({
		createdAt: index,
		sender: "agent",
		payload: { method: "session/update", params: { update } },
	}));
	const { items, facts } = replayRecording(events.map((event) => JSON.stringify(event)).join("\n"), "");
	expect({ items, title: facts.title }).toEqual({ items: [], title: null });
});
