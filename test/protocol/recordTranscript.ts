/**
 * Records `transcript.jsonl`: what a client and a real workspace actor send each other. Run it after a change of the
 * protocol: `node test/protocol/recordTranscript.ts`.
 */
import { writeFileSync } from "node:fs";
import { toWorkspaceError } from "../../src/core/errors/WorkspaceError.ts";
import {
	type ConnectWorkspace,
	createWorkspaceStore,
	type WorkspaceConnection,
	type WorkspaceStore,
} from "../../src/core/index.ts";
import { type Patch, type PatchBatch, PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { TRANSCRIPT_FILE, type TranscriptEntry } from "./transcript.ts";

interface Recorder {
	readonly entries: TranscriptEntry[];
	readonly connect: ConnectWorkspace;
	/** Loses the next event whose patches include such a one. */
	loseNext(matches: (patch: Patch) => boolean): void;
	/** A call that the store does not make. */
	call: WorkspaceConnection["call"];
}

/** Records what passes over a connection. */
function createRecorder(connect: ConnectWorkspace): Recorder {
	const entries: TranscriptEntry[] = [];
	let connection: WorkspaceConnection | null = null;
	let isToBeLost: (patch: Patch) => boolean = () => false;
	let calls = 0;

	const call: WorkspaceConnection["call"] = async (action, request, options) => {
		if (!connection) throw new Error("There is no connection.");
		const id = ++calls;
		entries.push({ kind: "call", id, action, request } as TranscriptEntry);
		try {
			const response = await connection.call(action, request, options);
			entries.push({ kind: "answer", id, response });
			return response;
		} catch (thrown) {
			const error = toWorkspaceError(thrown);
			entries.push({ kind: "error", id, error: error.toInfo() });
			throw error;
		}
	};

	return {
		entries,
		call,
		loseNext(matches) {
			isToBeLost = matches;
		},
		connect(listener) {
			const opened = connect({
				...listener,
				onPatches(payload) {
					const isLost = (payload as PatchBatch).patches.some(isToBeLost);
					if (isLost) isToBeLost = () => false;
					entries.push({ kind: "event", name: "workspace.patches", payload, ...(isLost && { isLost }) });
					if (!isLost) listener.onPatches(payload);
				},
				onHead(payload) {
					entries.push({ kind: "event", name: "workspace.head", payload });
					listener.onHead(payload);
				},
			});
			connection = opened;
			return { call, close: () => opened.close() };
		},
	};
}

/** Waits until the state of a store is such. */
function until(store: WorkspaceStore, holds: (state: ReturnType<WorkspaceStore["get"]>) => boolean): Promise<void> {
	return new Promise((resolve) => {
		const check = () => {
			if (!holds(store.get())) return;
			unsubscribe();
			resolve();
		};
		const unsubscribe = store.subscribe(check);
		check();
	});
}

async function ask(store: WorkspaceStore, text: string): Promise<void> {
	const { promptId } = await store.prompt(text);
	await until(store, ({ items, turn }) => {
		const prompt = items.get(promptId);
		return turn === null && prompt?.kind === "prompt" && prompt.state === "done";
	});
}

async function record(server: WorkspaceServer): Promise<readonly TranscriptEntry[]> {
	const params = { userId: "ada", name: "Ada" };
	const workspaceId = "transcript";
	const recorder = createRecorder(
		connectRivet({ workspaceId, endpoint: server.engine.endpoint, getParams: () => params }),
	);
	const store = createWorkspaceStore({ workspaceId, connect: recorder.connect, storage: null, schedule: runAtOnce });
	const stop = store.start();
	await until(store, ({ session }) => session?.state.status === "ready");

	const asked = ask(store, "permission");
	await until(store, ({ approvals }) => approvals.length > 0);
	const [{ id = "", options = [] } = {}] = store.get().approvals;
	const { optionId = "" } = options.find(({ optionKind }) => optionKind === "allow_once") ?? {};
	await store.answerApproval(id, optionId);
	await asked;
	await store.answerApproval(id, optionId).catch(() => {});

	recorder.loseNext((patch) => patch.kind === "append");
	await ask(store, "think");

	await recorder.call("sync", { protocol: PROTOCOL_VERSION, have: null }, { timeoutMs: 10_000 });
	stop();
	return recorder.entries;
}

function runAtOnce(callback: () => void): () => void {
	callback();
	return () => {};
}

/** The entries without the paths of this machine. */
function format(entries: readonly TranscriptEntry[], folder: string): string {
	const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
	return lines.replaceAll(folder, "/workspace");
}

const server = await startWorkspaceServer();
try {
	writeFileSync(TRANSCRIPT_FILE, format(await record(server), server.cwd));
} finally {
	await server.stop();
}
process.exit();
