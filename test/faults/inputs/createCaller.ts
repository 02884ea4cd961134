import { RivetError } from "rivetkit/client";
import { isWorkspaceErrorCode } from "../../../src/rivet/rivetErrors.ts";
import { createWorkspaceClient, type WorkspaceClient } from "../../harness/workspaceClient.ts";
import type { Input } from "./createInputs.ts";
import { type Outcome, orSilent } from "./outcome.ts";

/** Rivet accepts 64 KiB over a connection and closes it above that; without a connection it only refuses. */
const CONNECTION_BYTES = 60_000;

/** Makes calls over a connection and without one. */
export interface Caller {
	call(workspaceId: string, input: Input, way: "connection" | "stateless"): Promise<Outcome>;
	stop(): Promise<void>;
}

const RIVETS_OWN: ReadonlySet<string> = new Set(["incoming_too_long", "destroying"]);

export function createCaller(endpoint: string): Caller {
	const client = createWorkspaceClient(endpoint);
	const connections = new Map<string, ReturnType<typeof connect>>();

	function connectionOf(workspaceId: string) {
		const known = connections.get(workspaceId) ?? connect(client, workspaceId);
		connections.set(workspaceId, known);
		return known;
	}

	function send(workspaceId: string, { action, args }: Input, way: "connection" | "stateless"): Promise<unknown> {
		const isSmall = (JSON.stringify(args) ?? "").length < CONNECTION_BYTES / 3;
		const isOver = way === "connection" && isSmall && action !== "destroyWorkspace";
		const target = isOver ? connectionOf(workspaceId) : handleOf(client, workspaceId);
		return target.action({ name: action, args: [...args] });
	}

	return {
		call: (workspaceId, input, way) => orSilent(send(workspaceId, input, way).then(answered, refused)),
		async stop() {
			await Promise.all([...connections.values()].map((connection) => connection.dispose()));
			await client.dispose();
		},
	};
}

function handleOf(client: WorkspaceClient, workspaceId: string) {
	return client.workspace.getOrCreate([workspaceId], { params: { userId: "ada", name: "Ada" } });
}

function connect(client: WorkspaceClient, workspaceId: string) {
	const connection = handleOf(client, workspaceId).connect();
	connection.onError(() => undefined);
	return connection;
}

function answered(answer: unknown): Outcome {
	return { code: "answered", isKnown: true, words: JSON.stringify(answer) ?? "" };
}

function refused(error: unknown): Outcome {
	if (!RivetError.isRivetError(error)) return { code: String(error), isKnown: false, words: "" };
	const { group, code, message, metadata } = error;
	const isOurs = group === "user" && isWorkspaceErrorCode(code);
	return { code, isKnown: isOurs || RIVETS_OWN.has(code), words: JSON.stringify([message, metadata]) };
}
