import { expect, test } from "vitest";
import { measureProcess } from "../harness/measureProcess.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";

const MEGABYTE = 1_000_000;
const SIZE = 50 * MEGABYTE;

/** An update of the agent about its one call, as the SDK passes it on. */
function updateOf(fields: object) {
	const update = { sessionUpdate: "tool_call_update", toolCallId: "call", title: "Print", kind: "execute", ...fields };
	const payload = { jsonrpc: "2.0", method: "session/update", params: { sessionId: "s", update } };
	return {
		id: "event",
		eventIndex: 1,
		sessionId: "default",
		createdAt: 1,
		connectionId: "c",
		sender: "agent",
		payload,
	};
}

/** Made for each call, so that nothing here holds it. */
const print = (status: string) => updateOf({ status, rawOutput: { output: Buffer.alloc(SIZE, "line\n").toString() } });

test("what one tool has printed leaves memory once the call is over, and the rest is found as it was stored", async () => {
	const { workspace, db } = await openLocalWorkspace({ sandbox: { baseUrl: "http://127.0.0.1:9" } });
	workspace.events.emit("sessionEventReceived", updateOf({ status: "in_progress" }) as never);
	await workspace.writer.flush();
	const before = measureProcess().heap;
	workspace.events.emit("sessionEventReceived", print("completed") as never);
	await workspace.writer.flush();
	await waitFor(() => measureProcess().heap - before < SIZE / 5, "the output to leave memory");
	const [row] = await db.execute("SELECT body FROM items WHERE kind = 'tool_call'");
	expect(JSON.parse(String((row as { body: string }).body))).toMatchObject({
		status: "completed",
		missingBytes: expect.any(Number),
	});
	await workspace.sleep();
});
