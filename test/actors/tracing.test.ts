import { trace } from "@opentelemetry/api";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorkspaceStore, type WorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

// From a browser's store over a real engine to a real agent, with OpenTelemetry's own SDK.

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });

let server: WorkspaceServer;
beforeAll(async () => {
	trace.setGlobalTracerProvider(provider);
	server = await startWorkspaceServer();
});
afterAll(async () => {
	await server.stop();
	trace.disable();
});

/** The names of all spans of a trace that have ended. */
function namesOf(traceId: string): readonly string[] {
	const ofTrace = exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);
	return ofTrace.map(({ name }) => name.replace("workspace_chat.", "")).sort();
}

function promptOf(store: WorkspaceStore, promptId: string) {
	const { items, queue } = store.get();
	const item = items.get(promptId) ?? queue.find(({ id }) => id === promptId);
	return item?.kind === "prompt" ? item : undefined;
}

test("a prompt is one trace from the page to the agent, also one that was queued behind another", async () => {
	const connect = connectRivet({
		workspaceId: "traced",
		endpoint: server.engine.endpoint,
		getParams: () => ({ userId: "ada", name: "Ada" }),
	});
	const tracer = provider.getTracer("page");
	const store = createWorkspaceStore({ workspaceId: "traced", connect, storage: null, tracer });
	const stop = store.start();
	const first = await store.prompt("permission");
	await waitFor(() => store.get().approvals.length > 0, "the agent to ask", 60_000);
	const second = await store.prompt("title");
	const [approval] = store.get().approvals;
	const option = approval?.options.find(({ optionKind }) => optionKind === "allow_once");
	await store.answerApproval(approval?.id ?? "", option?.optionId ?? "");
	await waitFor(() => promptOf(store, second.promptId)?.state === "done", "both turns to end", 60_000);

	const traceOf = (promptId: string) => promptOf(store, promptId)?.traceparent?.split("-")[1] ?? "";
	const [one, other] = [traceOf(first.promptId), traceOf(second.promptId)];
	expect(one).not.toBe(other);
	const turn = ["accept", "agent.prompt", "first_token", "prompt", "queue", "turn"];
	expect(new Set(namesOf(one))).toEqual(new Set([...turn, "permission.wait"].sort()));
	expect(namesOf(other)).toEqual(turn);
	const ids = new Set(exporter.getFinishedSpans().map((span) => span.spanContext().spanId));
	for (const span of exporter.getFinishedSpans()) {
		const parent = span.parentSpanContext?.spanId;
		if (parent !== undefined) expect(ids.has(parent), span.name).toBe(true);
	}
	stop();
});
