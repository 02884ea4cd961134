/** The part of OpenTelemetry's `Tracer` that the store uses: `trace.getTracer("my-app")` fits. */
export interface StoreTracer {
	/** Starts a span. */
	startSpan(name: string): StoreSpan;
}

/** The part of OpenTelemetry's `Span` that the store uses. */
export interface StoreSpan {
	/** What the workspace's own spans belong to. */
	spanContext(): { readonly traceId: string; readonly spanId: string; readonly traceFlags: number };
	/**
	 * It has failed.
	 *
	 * @param status - 2 is OpenTelemetry's code of an error.
	 */
	setStatus(status: { readonly code: 2; readonly message?: string }): unknown;
	/** The workspace has stored the prompt, or it was given up. */
	end(): void;
}

const SPAN_NAME = "workspace_chat.prompt";
const NO_TRACE = /^0*$/;

/** The spans of prompts on their way to the workspace, by client id. Without a tracer there are none. */
export class PromptSpans {
	readonly #tracer: StoreTracer | undefined;
	readonly #spans = new Map<string, StoreSpan>();

	constructor(tracer: StoreTracer | undefined) {
		this.#tracer = tracer;
	}

	/** The field by which the workspace continues the trace; nothing when nothing is traced. */
	start(clientId: string): { readonly traceparent?: string } {
		const span = this.#tracer?.startSpan(SPAN_NAME);
		if (!span) return {};
		this.#spans.set(clientId, span);
		const { traceId, spanId, traceFlags } = span.spanContext();
		if (NO_TRACE.test(traceId)) return {};
		return { traceparent: `00-${traceId}-${spanId}-${(traceFlags & 0xff).toString(16).padStart(2, "0")}` };
	}

	/** @param code - Why it was not stored; undefined when it was. */
	end(clientId: string, code?: string): void {
		const span = this.#spans.get(clientId);
		if (code !== undefined) span?.setStatus({ code: 2, message: code });
		span?.end();
		this.#spans.delete(clientId);
	}
}
