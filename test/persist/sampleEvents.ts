import type { SessionEvent, SessionRecord } from "sandbox-agent";

export function sampleSession(id: string, createdAt = 0): SessionRecord {
	return { id, agent: "mock", agentSessionId: "agent", lastConnectionId: "connection", createdAt };
}

export function sampleEvent(
	eventIndex: number,
	payload: object = { method: "session/update" },
	sender: SessionEvent["sender"] = "agent",
	id = `event-${eventIndex}`,
): SessionEvent {
	const message = { jsonrpc: "2.0", ...payload } as SessionEvent["payload"];
	return {
		id,
		eventIndex,
		sessionId: "default",
		createdAt: eventIndex,
		connectionId: "connection",
		sender,
		payload: message,
	};
}

export function asked(eventIndex: number, ...texts: string[]): SessionEvent {
	const prompt = texts.map((text) => ({ type: "text", text }));
	return sampleEvent(eventIndex, { id: eventIndex, method: "session/prompt", params: { prompt } }, "client");
}

export function said(eventIndex: number, text: string): SessionEvent {
	return updated(eventIndex, { sessionUpdate: "agent_message_chunk", content: { type: "text", text } });
}

export function updated(eventIndex: number, update: object): SessionEvent {
	return sampleEvent(eventIndex, { method: "session/update", params: { sessionId: "agent", update } });
}
