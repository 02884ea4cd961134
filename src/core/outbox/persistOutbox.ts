import type { Self } from "../../protocol/index.ts";
import type { Observable } from "../createObservable.ts";
import type { PendingPrompt } from "../pendingPrompt.ts";
import type { Clock } from "../ports/clock.ts";
import type { KeyValueStorage } from "../ports/keyValueStorage.ts";
import { updateFields } from "../reduce/reduceFields.ts";
import { addToOutbox, removeDeliveredFromOutbox } from "../reduce/reduceOutbox.ts";
import type { StoreLimits } from "../storeLimits.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { createOutboxStorage, type OutboxStorage } from "./outboxStorage.ts";

export interface PersistOutboxOptions {
	readonly state: Observable<WorkspaceState>;
	readonly storage: KeyValueStorage;
	readonly clock: Clock;
	readonly limits: StoreLimits;
}

/**
 * Keeps the outbox in the browser's storage once it is known who writes: prompts of one person are never sent in the
 * name of another who uses the same browser.
 */
export function persistOutbox({ state, storage, clock, limits }: PersistOutboxOptions): () => void {
	let stored: OutboxStorage | null = null;

	function adopt(workspaceId: string, { userId }: Self, isFirst: boolean) {
		const entry = createOutboxStorage(storage, workspaceId, userId);
		const { outbox, items, queue } = state.get();
		const kept = entry.read().map((prompt) => failIfExpired(prompt, clock.now() - limits.outboxMaxAgeMs));
		const joined = addToOutbox(kept, isFirst ? outbox : []);
		const left = removeDeliveredFromOutbox(joined, [...items.values(), ...queue]);
		stored = entry;
		entry.save(joined, left);
		state.set(updateFields(state.get(), { outbox: left }));
	}

	return state.subscribeSync((now, before) => {
		if (now.self && now.self.userId !== before.self?.userId) adopt(now.workspaceId, now.self, before.self === null);
		else if (now.outbox !== before.outbox) stored?.save(before.outbox, now.outbox);
	});
}

/** After a day the workspace may no longer know the client id, so a person decides whether to send it again. */
function failIfExpired(prompt: PendingPrompt, oldest: number): PendingPrompt {
	if (prompt.status === "failed" || prompt.createdAt >= oldest) return prompt;
	return { ...prompt, status: "failed", error: promptExpiredError().toInfo() };
}

function promptExpiredError(): WorkspaceError {
	return new WorkspaceError({
		code: "timeout",
		message: "This prompt was written more than a day ago, and it is not known whether it was sent.",
		hint: "Look whether it stands in the timeline. If not, send it again.",
	});
}
