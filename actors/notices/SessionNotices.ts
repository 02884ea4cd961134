import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { ProjectedItem } from "../timeline/index.ts";
import type { Writer } from "../writer/Writer.ts";
import { type RestoredSession, sessionLostNotice, sessionRestoredNotice } from "./notices.ts";

interface SessionNoticesDeps {
	readonly writer: Pick<Writer, "stream">;
	/** The earlier process was killed, and its session was lost. */
	readonly wasInterrupted: boolean;
}

/** Reports in the timeline that the session was lost and restored, as one notice: the second replaces the first. */
export class SessionNotices {
	readonly #writer: Pick<Writer, "stream">;
	#isLost: boolean;
	/** Shown by the prompt that ran. A notice that the agent is back would be a second ending of that turn: its error says what to do. */
	#shownByPrompt: WorkspaceErrorInfo | null = null;
	#lostNotice: ProjectedItem<"notice"> | null = null;

	constructor({ writer, wasInterrupted }: SessionNoticesDeps) {
		this.#writer = writer;
		this.#isLost = wasInterrupted;
	}

	/** @param isTurnRunning - Then nothing is written: the prompt shows the error. */
	reportLost(error: WorkspaceErrorInfo, isTurnRunning: boolean): void {
		this.#isLost = true;
		this.#shownByPrompt = isTurnRunning ? error : null;
		if (!isTurnRunning) this.#writeLost(error);
	}

	/** The prompt that ran waits again, so that it shows no error. */
	reportTurnReturned(): void {
		const error = this.#shownByPrompt;
		this.#shownByPrompt = null;
		if (error) this.#writeLost(error);
	}

	#writeLost(error: WorkspaceErrorInfo): void {
		this.#lostNotice = sessionLostNotice(error);
		this.#write(this.#lostNotice);
	}

	reportRestored(session: RestoredSession): void {
		const isNews = (this.#isLost && !this.#shownByPrompt) || session.sandbox.isReplacement;
		// A new session had nothing to lose: then only an error that is shown has to be replaced.
		if (isNews && (this.#lostNotice || session.origin !== "new")) {
			this.#write(sessionRestoredNotice(session, this.#lostNotice));
		}
		this.#isLost = false;
		this.#shownByPrompt = null;
		this.#lostNotice = null;
	}

	#write(item: ProjectedItem<"notice">): void {
		this.#writer.stream([{ kind: "item", item }]);
	}
}
