import { UserError } from "rivetkit";
import { RivetError } from "rivetkit/client";
import { isRecord } from "../../src/protocol/isRecord.ts";
import { toPerson } from "../../src/rules/access.ts";
import { createServerParams } from "../access/serverProof.ts";
import { isMissing } from "../admin/engineErrors.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { WorkspaceCalls } from "./Directory.ts";

/** What is used of an actor's handle. Rivet's client has an accessor for every name. */
interface WorkspaceHandle {
	resolve(): Promise<string>;
	action(call: { readonly name: string; readonly args: readonly unknown[] }): Promise<unknown>;
}

/** The part of Rivet's client that is used. */
export interface ActorClient {
	get(name: string, key: readonly string[], options: { readonly params: unknown }): WorkspaceHandle;
	getOrCreate(name: string, key: readonly string[], options: { readonly params: unknown }): WorkspaceHandle;
}

interface WorkspaceCallsDeps {
	readonly tenant: string;
	readonly key: string;
	readonly workspaceActor: string;
	client(): ActorClient;
}

/** A workspace that wakes on another server takes seconds. */
const CALL_TIMEOUT_MS = 20_000;

/** Calls the workspaces as the directory of a tenant. */
export function createWorkspaceCalls({ tenant, key, workspaceActor, client }: WorkspaceCallsDeps): WorkspaceCalls {
	const paramsFor = (workspaceId: string) => createServerParams(key, { from: "directory", tenant, workspaceId });

	async function call(workspaceId: string, name: string, ...args: readonly unknown[]): Promise<unknown> {
		const handle = client().get(workspaceActor, [workspaceId], { params: paramsFor(workspaceId) });
		try {
			const run = async () => {
				// Rivet calls an action of one that does not exist 24 times, 0.1 s apart.
				await handle.resolve();
				return handle.action({ name, args });
			};
			return await withTimeout(run(), { what: `Workspace ${workspaceId}`, ms: CALL_TIMEOUT_MS });
		} catch (error) {
			throw toRefusal(error);
		}
	}

	return {
		async rename(workspaceId, request, person) {
			const response = await call(workspaceId, "renameForDirectory", {
				...request,
				person: toPerson(person),
				role: person.role,
			});
			const title = isRecord(response) ? response.title : null;
			return { title: typeof title === "string" ? title : null };
		},
		async reportNow(workspaceId) {
			await call(workspaceId, "reportToDirectory");
		},
		async create(workspaceId) {
			await client()
				.getOrCreate(workspaceActor, [workspaceId], { params: paramsFor(workspaceId) })
				.resolve();
		},
		isMissing,
	};
}

/** What the workspace refuses reaches the person as it is. */
function toRefusal(error: unknown): unknown {
	if (!(error instanceof Error) || !RivetError.isRivetError(error) || error.group !== "user") return error;
	return new UserError(error.message, { code: error.code, metadata: error.metadata });
}
