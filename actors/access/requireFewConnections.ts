import { refusal } from "../errors/refusal.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { Identity } from "./identity.ts";

interface NewConnection {
	readonly id: string;
	readonly state: Identity;
}

/** @throws `rate_limited` when a person has `limit` others already that somebody is known to be behind; 0 is no limit. */
export function enforceConnectionLimit(
	{ host, staleConnections }: Workspace,
	{ id, state }: NewConnection,
	limit: number,
): void {
	const isOther = (other: { readonly id: string; readonly userId: string }) =>
		other.userId === state.userId && other.id !== id && staleConnections.wasActive(other.id);
	if (limit === 0 || host.clients().filter(isOther).length < limit) return;
	throw refusal({
		code: "rate_limited",
		message: `You have this workspace open ${limit} times already, so it was not opened once more.`,
		hint: "Close some of its windows. Then this one opens by itself.",
	});
}
