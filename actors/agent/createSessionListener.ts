import type { SessionEvent } from "sandbox-agent";
import type { Approvals } from "../approvals/createApprovals.ts";
import { jsonByteLength } from "../items/jsonBytes.ts";
import { lostUpdatesNotice } from "../notices/sessionNotices.ts";
import type { WorkspaceHost } from "../runtime/workspaceHost.ts";
import type { AgentPermissionRequest, AgentSession, AgentSessionListener } from "../session/agentSession.ts";
import type { Writer } from "../writer/writer.ts";
import type { Projector } from "./createProjector.ts";

/** Rivet closes every connection that an event over 1 MiB is sent to. */
const MAX_EVENT_BYTES = 900_000;

export interface SessionListenerOptions {
	readonly host: WorkspaceHost;
	readonly writer: Writer;
	readonly projector: Projector;
	readonly approvals: Approvals;
	/** The session that is current. */
	session(): AgentSession | null;
	/** The turn that runs; null outside turns. */
	turnId(): string | null;
	/** So many updates never came. */
	onUpdatesLost(count: number): void;
	/** The agent has said something, and it is in the timeline. */
	onProgress(): void;
}

/** Takes what the agent says to the timeline. */
export function createSessionListener(options: SessionListenerOptions): Omit<AgentSessionListener, "onClosed"> {
	const { host, writer, projector, approvals } = options;

	function takeEvent(event: SessionEvent): void {
		projector.projectEvent(event);
		if (jsonByteLength(event) <= MAX_EVENT_BYTES) host.broadcast("session.event", event);
		writer.scheduleFlush();
		options.onProgress();
	}

	async function takePermissionRequest({ permissionId, request }: AgentPermissionRequest): Promise<void> {
		// The session of now: one that comes after it may use the same id for another question.
		const asking = options.session();
		const reply = (optionId: string | null) =>
			void asking?.answerPermission(permissionId, optionId).catch(noteUnanswered);
		const approval = projector.projectPermissionRequest(request);
		if (approval) await approvals.request(approval, reply);
		else reply(null);
	}

	/** A stop has answered it already, or the session is gone with the question: both say so elsewhere. */
	function noteUnanswered(error: unknown): void {
		host.log("warn", "permission_not_answered", { error });
	}

	return {
		onEvent: takeEvent,
		onPermissionRequest(request) {
			takePermissionRequest(request).catch((error: unknown) => {
				host.log("error", "approval_not_stored", { error });
			});
		},
		onUpdatesLost(lost) {
			options.onUpdatesLost(lost);
			writer.stream([{ kind: "item", item: lostUpdatesNotice(lost, options.turnId()) }]);
		},
	};
}
