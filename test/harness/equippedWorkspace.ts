import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { readItemsAfter } from "../../actors/database/itemTable.ts";
import type { WorkspaceOptions } from "../../actors/options/workspaceOptions.ts";
import { local, stopLocalSandboxes } from "../../actors/sandbox/local.ts";
import type { TimelineItem, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { type LocalWorkspace, openLocalWorkspace } from "./openLocalWorkspace.ts";
import { waitFor } from "./waitFor.ts";

export const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;
const LIMITS = { retryBaseMs: 10, retryMaxMs: 10, maxRetries: 0 };

/** What the equipped agent says that it was given. */
export interface Report {
	readonly requests: readonly { readonly method: string; readonly params: Readonly<Record<string, unknown>> }[];
	readonly env: Readonly<Record<string, string>>;
	readonly texts: readonly string[];
	readonly name: string;
	readonly mode: string;
	readonly model: string;
	readonly isFast: boolean;
}

type Options = Omit<WorkspaceOptions, "sandbox"> & {
	readonly flags?: string;
	readonly sandbox?: WorkspaceOptions["sandbox"];
};

/** A workspace whose agent says what it was given. */
export class EquippedWorkspace {
	readonly local: LocalWorkspace;

	constructor(opened: LocalWorkspace) {
		this.local = opened;
	}

	get workspace() {
		return this.local.workspace;
	}

	get db() {
		return this.local.db;
	}

	async items(): Promise<readonly TimelineItem[]> {
		await this.workspace.writer.flush();
		return readItemsAfter(this.db, 0, 200);
	}

	/** Runs a prompt, and returns what the agent answered, or the error. */
	async say(text: string): Promise<string> {
		const { promptId } = await this.workspace.promptQueue.send(ADA, { text });
		return this.answerTo(promptId);
	}

	/** What the agent answers to a prompt once it has ended, or the error. */
	async answerTo(promptId: string): Promise<string> {
		let items: readonly TimelineItem[] = [];
		await waitFor(async () => {
			items = await this.items();
			return items.some((item) => item.id === promptId && item.kind === "prompt" && /^(done|failed)$/.test(item.state));
		}, "the prompt to end");
		const prompt = items.find((item) => item.id === promptId);
		if (prompt?.kind === "prompt" && prompt.result?.error) return JSON.stringify(prompt.result.error);
		const message = items.findLast((item) => item.kind === "message");
		return message?.kind === "message" ? message.text : "";
	}

	async report(): Promise<Report> {
		return JSON.parse(await this.say("report"));
	}

	async untilFailed(): Promise<WorkspaceErrorInfo | null> {
		const { sessionStore } = this.workspace;
		await waitFor(() => sessionStore.get().state.status === "failed", "the session to fail");
		const { state } = sessionStore.get();
		return state.status === "failed" ? state.error : null;
	}
}

/** Opens such workspaces for the tests of a file, with flags for their agents, which are `mock` and `amp`. */
export function equipWorkspaces(): (options: Options, db?: LocalWorkspace["db"]) => Promise<EquippedWorkspace> {
	let folder: string;
	let opened: LocalWorkspace | undefined;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "workspace-chat-equipped-"));
	});
	afterEach(async () => {
		await opened?.workspace.sleep();
		opened = undefined;
		await stopLocalSandboxes();
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));
	return async ({ flags = "", ...options }, db) => {
		const agentsDirectory = join(folder, "agents", crypto.randomUUID());
		for (const agent of ["mock", "amp"]) await installScriptedAgent(agentsDirectory, flags, "equipped", agent);
		const sandbox = local({ root: join(folder, "root"), agentsDirectory });
		opened = await openLocalWorkspace({ sandbox, limits: LIMITS, ...options }, db);
		return new EquippedWorkspace(opened);
	};
}
