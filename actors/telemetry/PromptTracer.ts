import {
	type Context,
	isSpanContextValid,
	ROOT_CONTEXT,
	type Span,
	type SpanContext,
	SpanKind,
	SpanStatusCode,
	type Tracer,
	trace,
} from "@opentelemetry/api";
import type { ApprovalItem, PromptItem, QuestionItem, TimelineItem, Turn } from "../../src/protocol/index.ts";
import { isOpenItem } from "../../src/rules/items.ts";
import type { EndedTurn, SandboxStart } from "../events/workspaceEvents.ts";
import { METER_NAME, PACKAGE_VERSION } from "./meter.ts";

/** The prompt on its way to the agent. */
export interface TracedPost {
	/** For the header of the request, and for ACP's `_meta`. */
	readonly traceparent: string;
	/** @param outcome - How far it came. */
	end(outcome: string): void;
}

interface TracedPrompt {
	/** What its spans belong to: the browser's span, else that of accepting it. */
	readonly context: Context;
	/** Whether it has the span of accepting it. One that an earlier process accepted got it there. */
	readonly isAccepted: boolean;
}

interface TracedTurn {
	readonly turnId: string;
	readonly span: Span;
	readonly context: Context;
	/** Until the agent's first item. */
	firstToken: Span | null;
}

/**
 * The spans of prompts, by OpenTelemetry's API: nothing is made unless the host has set a `TracerProvider`. One prompt is
 * one trace, which begins in the browser if that has sent a `traceparent`. It is stored with the prompt, so the trace goes
 * on after a restart.
 *
 * @see https://www.w3.org/TR/trace-context/
 */
export class PromptTracer {
	readonly #tracer: Tracer = trace.getTracer(METER_NAME, PACKAGE_VERSION);
	/** Of prompts that wait or run. */
	readonly #prompts = new Map<string, TracedPrompt>();
	/** Of what waits for people in the running turn. */
	readonly #waiting = new Map<string, Span>();
	#turn: TracedTurn | null = null;
	#opening: { readonly span: Span; readonly context: Context } | null = null;

	/** It was accepted and stored. */
	recordStored(prompt: PromptItem): void {
		const context = this.#contextOf(prompt);
		if (this.#prompts.get(prompt.id)?.isAccepted) return;
		this.#accept(prompt, context);
		this.#prompts.set(prompt.id, { context, isAccepted: true });
	}

	/** Its turn begins, and what it has waited in the queue ends. */
	recordTurn(turn: Turn, prompt: PromptItem): void {
		const parent = this.#contextOf(prompt);
		this.#start("queue", parent, prompt.createdAt).end(turn.startedAt);
		const span = this.#start("turn", parent, turn.startedAt);
		const own = trace.setSpan(parent, span);
		this.#turn = { turnId: turn.id, span, context: own, firstToken: this.#start("first_token", own, turn.startedAt) };
	}

	/** An item was published: a prompt that is over, the agent's first item, or something that people have to answer. */
	recordItem(item: TimelineItem): void {
		if (item.kind === "prompt" && !isOpenItem(item)) this.#prompts.delete(item.id);
		if (item.kind === "approval" || item.kind === "question") this.#recordWaiting(item);
		const isOfAgent = item.kind !== "prompt" && item.kind !== "notice" && item.turnId === this.#turn?.turnId;
		if (!isOfAgent || !this.#turn) return;
		this.#turn.firstToken?.end();
		this.#turn.firstToken = null;
	}

	recordTurnEnd({ turnId, state, code, toolCalls }: EndedTurn): void {
		if (this.#turn?.turnId !== turnId) return;
		const { span } = this.#turn;
		span.setAttributes({ "workspace_chat.state": state, "workspace_chat.tool_calls": toolCalls });
		if (code) span.setStatus({ code: SpanStatusCode.ERROR, message: code });
		this.#endTurn();
	}

	/** The agent has not received the prompt of the turn, which waits again. */
	recordTurnReturned(): void {
		this.#turn?.span.setAttribute("workspace_chat.state", "returned");
		this.#endTurn();
	}

	#endTurn(): void {
		for (const waiting of this.#waiting.values()) waiting.end();
		this.#waiting.clear();
		this.#turn?.firstToken?.end();
		this.#turn?.span.end();
		this.#turn = null;
	}

	/**
	 * The session is being opened.
	 *
	 * @param next - The prompt that waits for it; null when nobody has prompted.
	 */
	recordOpening(next: PromptItem | null): void {
		const parent = next ? this.#contextOf(next) : ROOT_CONTEXT;
		const span = this.#start("session.open", parent);
		this.#opening = { span, context: trace.setSpan(parent, span) };
	}

	recordSandboxStart({ outcome, durationMs }: SandboxStart): void {
		const parent = this.#opening?.context ?? ROOT_CONTEXT;
		const span = this.#start("sandbox.start", parent, Date.now() - durationMs);
		if (outcome === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
		span.end();
	}

	/** @param code - Why it could not be opened; undefined when it was. */
	recordOpened(code: string | undefined): void {
		if (code) this.#opening?.span.setStatus({ code: SpanStatusCode.ERROR, message: code });
		this.#opening?.span.end();
		this.#opening = null;
	}

	/** The prompt of the running turn is sent to the agent. Null when nothing is traced. */
	beginPost(): TracedPost | null {
		if (!this.#turn) return null;
		const span = this.#start("agent.prompt", this.#turn.context, undefined, SpanKind.CLIENT);
		const traceparent = formatTraceparent(span.spanContext());
		if (traceparent === null) return null;
		return {
			traceparent,
			end(outcome) {
				span.setAttribute("workspace_chat.outcome", outcome);
				span.end();
			},
		};
	}

	#recordWaiting(item: ApprovalItem | QuestionItem): void {
		const known = this.#waiting.get(item.id);
		if (isOpenItem(item) && !known && this.#turn) {
			const name = item.kind === "approval" ? "permission.wait" : "question.wait";
			this.#waiting.set(item.id, this.#start(name, this.#turn.context, item.createdAt));
		}
		if (isOpenItem(item) || !known) return;
		known.setAttribute("workspace_chat.state", item.state.status);
		known.end();
		this.#waiting.delete(item.id);
	}

	/** Of a prompt that this process has not stored, only the browser's span is known. */
	#contextOf(prompt: PromptItem): Context {
		const known = this.#prompts.get(prompt.id);
		if (known) return known.context;
		const remote = parseTraceparent(prompt.traceparent);
		const context = remote
			? trace.setSpanContext(ROOT_CONTEXT, remote)
			: trace.setSpan(ROOT_CONTEXT, this.#accept(prompt, ROOT_CONTEXT));
		this.#prompts.set(prompt.id, { context, isAccepted: remote === null });
		return context;
	}

	#accept(prompt: PromptItem, parent: Context): Span {
		const span = this.#start("accept", parent, prompt.createdAt);
		span.setAttribute("workspace_chat.prompt_id", prompt.id);
		span.end();
		return span;
	}

	#start(name: string, parent: Context, startTime?: number, kind: SpanKind = SpanKind.INTERNAL): Span {
		const options = startTime === undefined ? { kind } : { kind, startTime };
		return this.#tracer.startSpan(`workspace_chat.${name}`, options, parent);
	}
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function parseTraceparent(traceparent: string | undefined): SpanContext | null {
	const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? "") ?? [];
	if (!traceId || !spanId || !flags) return null;
	const parsed = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
	return isSpanContextValid(parsed) ? parsed : null;
}

/** Null for the span of a host without a `TracerProvider`. */
function formatTraceparent(spanContext: SpanContext): string | null {
	if (!isSpanContextValid(spanContext)) return null;
	const { traceId, spanId, traceFlags } = spanContext;
	return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}
