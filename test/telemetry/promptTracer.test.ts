import { trace } from "@opentelemetry/api";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_WORKSPACE_LIMITS } from "../../actors/options/workspaceLimits.ts";
import { AcpGuard, type TracedPrompt } from "../../actors/session/guard/AcpGuard.ts";
import { PromptTracer } from "../../actors/telemetry/PromptTracer.ts";
import { createWorkspaceStore } from "../../src/core/index.ts";
import type { PromptItem, TimelineItem } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";

// Through OpenTelemetry's own SDK, whose spans are kept in memory.

let exporter: InMemorySpanExporter;
let provider: TracerProvider;
beforeEach(() => {
	exporter = new InMemorySpanExporter();
	provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
	trace.setGlobalTracerProvider(provider);
});
afterEach(async () => {
	trace.disable();
	await provider.shutdown();
});

const spans = () => exporter.getFinishedSpans();
const named = (name: string): ReadableSpan => {
	const found = spans().find((span) => span.name === `workspace_chat.${name}`);
	if (!found) throw new Error(`There is no span ${name} among ${spans().map((span) => span.name)}`);
	return found;
};
const parentOf = (name: string) => named(name).parentSpanContext?.spanId;
const idOf = (name: string) => named(name).spanContext().spanId;

const NOW = Date.now();
const prompt = (traceparent?: string) =>
	({ kind: "prompt", id: "prompt-1", createdAt: NOW - 500, traceparent }) as PromptItem;
const TURN = { id: "turn-1", promptId: "prompt-1", startedAt: NOW - 100, state: "running" } as const;
const ENDED = { turnId: "turn-1", promptId: "prompt-1", durationMs: 1, toolCalls: 2, usage: null } as const;
const approval = (status: string) =>
	({ kind: "approval", id: "approval-1", turnId: "turn-1", createdAt: Date.now(), state: { status } }) as TimelineItem;
const message = { kind: "message", id: "message-1", turnId: "turn-1" } as TimelineItem;

/** What happens to one prompt of an actor, in this order. */
function playTurn(tracer: PromptTracer, item: PromptItem): TracedPrompt | null {
	tracer.recordTurn(TURN, item);
	const posted = tracer.beginPost();
	tracer.recordItem(message);
	tracer.recordItem(approval("pending"));
	tracer.recordItem(approval("answered"));
	posted?.end("answered");
	tracer.recordTurnEnd({ ...ENDED, state: "done", code: undefined });
	return posted;
}

test("one prompt is one trace from the browser to the agent, with a span for each part", async () => {
	const workspace = createMemoryWorkspace();
	const connect = workspace.connect({ userId: "ada", name: "Ada", role: "owner" });
	const store = createWorkspaceStore({
		workspaceId: "traced",
		connect,
		storage: null,
		tracer: provider.getTracer("app"),
	});
	const stop = store.start();
	const { promptId } = await store.prompt("Hello");
	await expect
		.poll(() => [...store.get().items.values(), ...store.get().queue].some(({ id }) => id === promptId))
		.toBe(true);
	const sent = [...store.get().items.values(), ...store.get().queue].find(({ id }) => id === promptId);
	stop();
	const traceparent = sent?.kind === "prompt" ? sent.traceparent : undefined;

	const tracer = new PromptTracer();
	const item = prompt(traceparent);
	tracer.recordStored(item);
	tracer.recordOpening(item);
	tracer.recordSandboxStart({ outcome: "ok", durationMs: 20 });
	tracer.recordOpened(undefined);
	const posted = playTurn(tracer, item);

	expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(1);
	expect(
		spans()
			.map((span) => span.name.replace("workspace_chat.", ""))
			.sort(),
	).toEqual([
		"accept",
		"agent.prompt",
		"first_token",
		"permission.wait",
		"prompt",
		"queue",
		"sandbox.start",
		"session.open",
		"turn",
	]);
	expect(parentOf("prompt")).toBeUndefined();
	for (const name of ["accept", "queue", "turn", "session.open"]) expect(parentOf(name), name).toBe(idOf("prompt"));
	for (const name of ["agent.prompt", "first_token", "permission.wait"])
		expect(parentOf(name), name).toBe(idOf("turn"));
	expect(parentOf("sandbox.start")).toBe(idOf("session.open"));
	expect(posted?.traceparent).toBe(`00-${named("turn").spanContext().traceId}-${idOf("agent.prompt")}-01`);
	expect(named("turn").attributes).toMatchObject({ "workspace_chat.state": "done", "workspace_chat.tool_calls": 2 });
});

test("a queued prompt whose actor was restarted stays in its trace, because that is stored with it", () => {
	const item = prompt("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
	new PromptTracer().recordStored(item);
	playTurn(new PromptTracer(), item);
	expect(new Set(spans().map((span) => span.spanContext().traceId))).toEqual(
		new Set(["0af7651916cd43dd8448eb211c80319c"]),
	);
	expect(parentOf("turn")).toBe("b7ad6b7169203331");
	// It was accepted once, by the process that stored it.
	expect(spans().filter(({ name }) => name === "workspace_chat.accept")).toHaveLength(1);
	expect(named("queue").duration[1]).toBeGreaterThan(300_000_000);
});

test("without a browser's span, accepting the prompt is the root of its trace", () => {
	const tracer = new PromptTracer();
	tracer.recordStored(prompt());
	playTurn(tracer, prompt());
	expect(parentOf("accept")).toBeUndefined();
	expect(parentOf("turn")).toBe(idOf("accept"));
});

test("a prompt whose turn begins with the commit that stores it is accepted once", () => {
	const tracer = new PromptTracer();
	const item = prompt("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
	tracer.recordTurn(TURN, item);
	tracer.recordStored(item);
	tracer.recordStored(item);
	expect(spans().filter(({ name }) => name === "workspace_chat.accept")).toHaveLength(1);
	expect(parentOf("accept")).toBe("b7ad6b7169203331");
});

test("a turn that fails says so, and ends what has waited in it", () => {
	const tracer = new PromptTracer();
	tracer.recordTurn(TURN, prompt());
	tracer.recordItem(approval("pending"));
	tracer.recordTurnEnd({ ...ENDED, state: "failed", code: "agent_exited" });
	expect(named("turn").status).toEqual({ code: 2, message: "agent_exited" });
	expect(parentOf("permission.wait")).toBe(idOf("turn"));
	expect(parentOf("first_token")).toBe(idOf("turn"));
});

test("a turn whose prompt waits again ends, and the next one belongs to the same trace", () => {
	const tracer = new PromptTracer();
	tracer.recordStored(prompt());
	tracer.recordTurn(TURN, prompt());
	tracer.recordTurnReturned();
	expect(named("turn").attributes).toMatchObject({ "workspace_chat.state": "returned" });
	expect(tracer.beginPost()).toBeNull();
	playTurn(tracer, prompt());
	const turns = spans().filter((span) => span.name === "workspace_chat.turn");
	expect(turns.map((span) => span.parentSpanContext?.spanId)).toEqual([idOf("accept"), idOf("accept")]);
});

test("a prompt that is withdrawn is forgotten: nothing more can happen to it", () => {
	const tracer = new PromptTracer();
	tracer.recordStored(prompt());
	tracer.recordItem({ ...prompt(), state: "withdrawn" });
	tracer.recordStored(prompt());
	expect(spans().filter((span) => span.name === "workspace_chat.accept")).toHaveLength(2);
});

test("without a tracer nothing is made, and nothing is sent", async () => {
	trace.disable();
	expect(playTurn(new PromptTracer(), prompt())).toBeNull();
	const connect = createMemoryWorkspace().connect({ userId: "ada", name: "Ada", role: "owner" });
	const store = createWorkspaceStore({ workspaceId: "untraced", connect, storage: null });
	const stop = store.start();
	const { promptId } = await store.prompt("Hello");
	await expect
		.poll(() => [...store.get().items.values(), ...store.get().queue].some(({ id }) => id === promptId))
		.toBe(true);
	expect(JSON.stringify([...store.get().items.values(), ...store.get().queue])).not.toContain("traceparent");
	stop();
	expect(spans()).toEqual([]);
});

test("the agent's server gets the trace as a header, and the agent in ACP's `_meta`", async () => {
	const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
	const outcomes: string[] = [];
	const posts: { readonly header: string | null; readonly body: Record<string, unknown> }[] = [];
	const guard = new AcpGuard({
		fetch: async (_url, init) => {
			if (init?.method !== "POST")
				return new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } });
			posts.push({ header: new Headers(init.headers).get("traceparent"), body: JSON.parse(String(init.body)) });
			return new Response(null, { status: 202 });
		},
		agent: "mock",
		limits: DEFAULT_WORKSPACE_LIMITS,
		login: null,
		earlier: null,
		params: { mcpServers: [], systemPrompt: undefined, meta: undefined, additionalDirectories: [] },
		redact: (text) => text,
		abandonedServerId: null,
		tracePost: () => ({ traceparent, end: (outcome) => outcomes.push(outcome) }),
		onServerId: () => undefined,
		onUpdatesLost: () => undefined,
		onQuestionOutsideSession: () => undefined,
		onCompletedOutsideSession: () => undefined,
		onUnreadable: () => undefined,
		onEnd: () => undefined,
	});
	const send = (message: object) =>
		guard.fetch("http://127.0.0.1:9/v1/acp/agent", {
			method: "POST",
			body: JSON.stringify({ jsonrpc: "2.0", ...message }),
		});
	await send({ id: 1, method: "session/set_mode", params: { sessionId: "s" } });
	await send({ id: 2, method: "session/prompt", params: { sessionId: "s", prompt: [], _meta: { own: 1 } } });
	await expect.poll(() => outcomes).toEqual(["accepted"]);
	expect(posts.map(({ header }) => header)).toEqual([null, traceparent]);
	expect(posts[1]?.body).toMatchObject({ params: { sessionId: "s", _meta: { own: 1, traceparent } } });
	guard.close();
});
