import type { ActivityLog } from "../faults/activityLog.ts";
import { type JoinedPerson, joinAsPerson } from "../faults/joinAsPerson.ts";
import { waitFor } from "../harness/waitFor.ts";

/** A prompt that was sent, and when the workspace had accepted it. */
export interface TimedPrompt {
	readonly promptId: string;
	/** Milliseconds since 1970. */
	readonly acceptedAt: number;
}

/** An open page of one person, which notes when it is live. */
export class ClusterPage {
	readonly joined: JoinedPerson;
	readonly workspaceId: string;
	readonly #activity: ActivityLog;
	#written = 0;
	/** When it was connected and had synced last, in milliseconds since 1970; null while it is not. */
	#liveSince: number | null = null;
	#epoch = 0;

	private constructor(joined: JoinedPerson, workspaceId: string, activity: ActivityLog) {
		this.joined = joined;
		this.workspaceId = workspaceId;
		this.#activity = activity;
		joined.store.subscribe(() => this.#note());
	}

	/** @param activity - What everybody in the workspace has done. */
	static async open(endpoint: string, name: string, workspaceId: string, activity: ActivityLog): Promise<ClusterPage> {
		const page = new ClusterPage(joinAsPerson(endpoint, name, workspaceId), workspaceId, activity);
		await waitFor(() => page.#liveSince !== null, `${name} to open ${workspaceId}`, 60_000);
		return page;
	}

	get store() {
		return this.joined.store;
	}

	/** Grows with each start of the workspace. */
	get epoch(): number {
		return this.#epoch;
	}

	get liveSince(): number | null {
		return this.#liveSince;
	}

	/** Sends a prompt that no other one equals. */
	async prompt(script: string): Promise<TimedPrompt> {
		const { userId } = this.joined.person;
		this.#written += 1;
		const text = `${script} ${userId} ${this.#written}`;
		this.#activity.sent.push({ userId, text });
		const receipt = await this.store.prompt(text).catch(() => null);
		const promptId = receipt?.promptId ?? (await this.#retry(text));
		this.#activity.accepted.push({ userId, text, promptId });
		return { promptId, acceptedAt: Date.now() };
	}

	/** Presses the retry button of a prompt until the workspace has it, and returns its id. */
	async #retry(text: string): Promise<string> {
		let promptId: string | undefined;
		const isStored = () => {
			const { outbox, items, queue } = this.store.get();
			for (const prompt of outbox) if (prompt.status === "failed") this.store.retryPrompt(prompt.clientId);
			const stored = [...items.values(), ...queue].find((item) => item.kind === "prompt" && item.text === text);
			promptId = stored?.id;
			return promptId !== undefined;
		};
		await waitFor(isStored, `“${text}” to be accepted`, 120_000);
		return promptId ?? "";
	}

	/** The state of a prompt as this page shows it. */
	stateOf(promptId: string): string | undefined {
		const { items, queue } = this.store.get();
		const item = items.get(promptId) ?? queue.find(({ id }) => id === promptId);
		return item?.kind === "prompt" ? item.state : undefined;
	}

	isOver(promptId: string): boolean {
		const state = this.stateOf(promptId);
		return state !== undefined && state !== "queued" && state !== "running";
	}

	leave(): void {
		this.joined.leave();
	}

	#note(): void {
		const { connectionStatus, epoch, loaded } = this.store.get();
		const isLive = loaded && connectionStatus.status === "connected";
		if (!isLive) this.#liveSince = null;
		else if (this.#liveSince === null || epoch !== this.#epoch) {
			this.#liveSince = Date.now();
			this.#epoch = epoch;
		}
	}
}
