import { createHash, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Registry } from "rivetkit";
import { type Client, createClient } from "rivetkit/client";
import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { workspaceIdRefusal } from "../../src/rules/refusals.ts";
import { workspaceIdProblem } from "../../src/rules/workspaceId.ts";
import { auditEndLine, auditHeaderLine } from "../audit/auditLines.ts";
import { toUserError } from "../errors/refusal.ts";
import type { ErasedPersonCounts } from "../lifecycle/PersonErasure.ts";
import type { AdminActionHandlers, WorkspaceDefinition } from "../runtime/workspaceDefinition.ts";
import { type EnginePool, findPool, hasServer } from "../server/enginePool.ts";
import { locateEngine } from "../server/localEngine.ts";
import { findEndpoint } from "../server/productionProblem.ts";
import { linesOf } from "../text/linesOf.ts";
import { withTimeout } from "../timing/timeouts.ts";
import { type ExportHeader, exportEndSchema } from "../transfer/exportFormat.ts";
import { MAX_PAGE_BYTES, packLines, unpackLines } from "../transfer/page.ts";
import type { ExportPosition } from "../transfer/transferTables.ts";
import { isMissing, missingError, noServerError, toEngineError } from "./engineErrors.ts";

/** How a program of yours reaches the workspaces of all servers. */
export interface WorkspaceAdminOptions {
	/** The `adminKey` of `createWorkspace`. */
	readonly adminKey: string;
	/** The engine's address, which may contain namespace and token. Default: that of `serve()`, by the same environment variables. */
	readonly endpoint?: string | undefined;
	/** The engine's token. Default: `RIVET_TOKEN`. */
	readonly token?: string | undefined;
	/** The name under which the workspace actor is registered. Default `workspace`. */
	readonly actorName?: string | undefined;
}

/** How a backup is brought back. */
export interface ImportOptions {
	/**
	 * Whether the workspace takes over the sandbox of the one that was exported. Only for one that is moved, and does not
	 * exist any more: two workspaces must not share a sandbox. Default false: it gets a new one.
	 */
	readonly keepSandbox?: boolean | undefined;
}

/** What else is erased of a person. */
export interface ErasePersonOptions {
	/** Whether the files that they attached lose their names, previews and content. Default false. */
	readonly attachments?: boolean | undefined;
}

/** What `disconnectUser` has done. */
export interface DisconnectedUser {
	/** The connections that were closed. */
	readonly closed: number;
	/** The workspaces that did not do it: whether the person is still connected there is not known. */
	readonly failed: readonly { readonly workspaceId: string; readonly error: Error }[];
}

/** How long one workspace may take to close a person's connections. */
const DISCONNECT_TIMEOUT_MS = 10_000;
/** More would only wait in the engine. */
const CALLS_AT_ONCE = 16;

type Workspaces = Client<Registry<{ workspace: WorkspaceDefinition }>>;

/** Servers are replaced and restarted, so a program waits this long for one. */
const SERVER_TIMEOUT_MS = 5_000;
const SERVER_POLL_MS = 200;

/** How long a workspace may take to be opened with what was imported. */
const OPEN_TIMEOUT_MS = 60_000;
/** Before compression. One row may be larger. */
const IMPORT_PAGE_BYTES = 300_000;
/** A page that changes between its parts is read again, but not for ever. */
const PAGE_ATTEMPTS = 20;

/**
 * What programs of the host do with single workspaces, wherever in the engine these are. People cannot: each call needs
 * the option `adminKey` of `createWorkspace`, and is refused when it comes from a page.
 *
 * @example
 * const admin = new WorkspaceAdmin({ adminKey: process.env.WORKSPACE_CHAT_ADMIN_KEY ?? "" });
 * for await (const text of admin.exportWorkspace("acme/web")) process.stdout.write(text);
 * await admin.dispose();
 */
export class WorkspaceAdmin {
	readonly #client: Workspaces;
	readonly #pool: EnginePool;
	readonly #params: { readonly adminKey: string };
	readonly #actorName: string;

	/** Connects with the first call. */
	constructor({ adminKey, endpoint, token = process.env.RIVET_TOKEN, actorName = "workspace" }: WorkspaceAdminOptions) {
		const engine = endpoint ?? findEndpoint(process.env) ?? locateEngine(process.env).endpoint;
		this.#pool = findPool(engine, process.env, { token });
		this.#client = createClient<Registry<{ workspace: WorkspaceDefinition }>>({
			endpoint: engine,
			...(token && { token }),
			disableMetadataLookup: true,
		});
		this.#params = { adminKey };
		this.#actorName = actorName;
	}

	/**
	 * A backup of a workspace, as text of lines of JSON: its timeline, queue, permissions, settings, the agent's log, and
	 * what people have attached. It may be in use meanwhile; what changes then is in the backup as it was at some time
	 * during it. The files of its sandbox are not part of it. Read page by page, so that no side holds all of it.
	 *
	 * @throws {ActorError} `forbidden` when the key is wrong, `not_found` when there is no such workspace.
	 * @throws {UserError} `no_server` when no server is connected to the engine; `connection_lost` when the engine does not
	 *   answer.
	 */
	async *exportWorkspace(workspaceId: string): AsyncGenerator<string, void, undefined> {
		await this.#find(workspaceId);
		const hash = createHash("sha256");
		let rows = 0;
		let position: ExportPosition | null = null;
		let isFirst = true;
		do {
			const page: ExportedPage = await this.#readPage(workspaceId, position);
			const header = isFirst ? [JSON.stringify(page.header)] : [];
			const text = [...header, ...page.lines].map((line) => `${line}\n`).join("");
			isFirst = false;
			rows += page.lines.length;
			hash.update(text);
			if (text !== "") yield text;
			position = page.next;
		} while (position !== null);
		yield `${JSON.stringify({ end: true, rows, sha256: hash.digest("hex") })}\n`;
	}

	/**
	 * Fills a new workspace with a backup. Its running turn is shown as interrupted, and a notice says that the workspace
	 * comes from a backup. The agent gets the newest part of the conversation with the next prompt. Until this
	 * resolves people are refused with `workspace_importing`, and nobody sees a part. When it fails the workspace is destroyed.
	 *
	 * @param backup - The text of `exportWorkspace`, in pieces of any size.
	 * @throws {ActorError} `forbidden` when the key is wrong, `workspace_not_empty` when the workspace was used before,
	 *   `workspace_importing` when another import of it runs or was cut off less than two minutes ago, `invalid_argument`
	 *   when it is no backup, or one of a newer version.
	 * @throws {UserError} `invalid_workspace_id`; `no_server` when no server is connected to the engine;
	 *   `connection_lost` when the engine does not answer.
	 * @throws {RangeError} When the backup is not whole, or was changed.
	 */
	async importWorkspace(
		workspaceId: string,
		backup: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
		{ keepSandbox = false }: ImportOptions = {},
	): Promise<void> {
		const handle = this.#handle(workspaceId);
		const opened: { connection?: ReturnType<typeof handle.connect> } = {};
		try {
			const rows = await sendBackup(backup, {
				begin: async (header) => {
					await this.#requireServer();
					await this.createWorkspace(workspaceId);
					await reached(handle.importPage({ step: "begin", header }));
					// Keeps the workspace awake. It waits for an engine that is away, so the first call is made without it.
					opened.connection = handle.connect();
				},
				// Rivet closes a connection that has 1 MiB of messages which are not stored yet, and a backup is faster than that.
				part: (part) => reached(handle.importPage({ step: "part", ...part })),
			});
			await (opened.connection ?? handle).importPage({ step: "finish", rows, keepSandbox });
		} catch (error) {
			// It removes what it has by itself, if this does not arrive.
			if (opened.connection) await handle.importPage({ step: "abort" }).catch(() => undefined);
			throw error;
		} finally {
			await opened.connection?.dispose();
		}
		await this.#untilOpen(workspaceId);
	}

	/**
	 * The audit log of a workspace, as text of lines of JSON: who did what and when, and what was refused, the oldest first,
	 * with all that `verifyAuditLog` needs. That it was exported is its last entry.
	 *
	 * @throws {ActorError} `forbidden` when the key is wrong, `not_found` when there is no such workspace.
	 * @throws {UserError} `no_server` when no server is connected to the engine; `connection_lost` when the engine does not
	 *   answer.
	 * @example
	 * const admin = new WorkspaceAdmin({ adminKey: process.env.WORKSPACE_CHAT_ADMIN_KEY ?? "" });
	 * const { problem } = await verifyAuditLog(admin.exportAuditLog("acme/web"));
	 * await admin.dispose();
	 */
	async *exportAuditLog(workspaceId: string): AsyncGenerator<string, void, undefined> {
		const workspace = await this.#find(workspaceId);
		const first = await reached(workspace.exportAuditPage({ after: null }));
		// What is done meanwhile is left out: in a busy workspace there would be no end.
		const { head } = first.header;
		yield `${auditHeaderLine(first.header)}\n`;
		let entries = 0;
		for (let page: AuditExportPage | null = first; page; ) {
			const lines = page.lines.slice(0, head.seq - first.header.start.seq - entries);
			entries += lines.length;
			yield lines.map((line) => `${line}\n`).join("");
			page =
				page.next === null || page.next >= head.seq
					? null
					: await reached(workspace.exportAuditPage({ after: page.next }));
		}
		yield `${auditEndLine(entries, head)}\n`;
	}

	/**
	 * Removes what a workspace knows of a person, for example when they ask for it: in items and settings they become
	 * "Deleted user" under a new id, without avatar and your metadata, and open pages show that at once. Their connections
	 * are closed, so end their access first: `authenticate` decides whether they come back.
	 *
	 * What they wrote stays, and so does what the agent has in its sandbox, what your log has, and every backup.
	 *
	 * @throws {ActorError} `forbidden` when the key is wrong, `not_found` when there is no such workspace.
	 * @throws {UserError} `no_server` when no server is connected to the engine; `connection_lost` when the engine does not
	 *   answer.
	 */
	async erasePerson(
		workspaceId: string,
		userId: string,
		{ attachments = false }: ErasePersonOptions = {},
	): Promise<ErasedPersonCounts> {
		const workspace = await this.#find(workspaceId);
		return reached(workspace.erasePerson({ userId, attachments }));
	}

	/**
	 * Creates a workspace unless it exists: for a route of your own, which decides who may have one. Pages that open only
	 * what exists (`createMissing={false}`) can open it then. It starts neither the workspace nor its agent. Repeating it is
	 * harmless, and so is a wrong `adminKey`: it asks the engine alone, which knows no key.
	 *
	 * @throws {UserError} `invalid_workspace_id`; `no_server` when no server has connected to the engine yet;
	 *   `connection_lost` when the engine does not answer.
	 * @example
	 * // POST /api/projects of your backend, after it has checked who asks.
	 * const admin = new WorkspaceAdmin({ adminKey: process.env.WORKSPACE_CHAT_ADMIN_KEY ?? "" });
	 * await admin.createWorkspace("projects/7");
	 */
	async createWorkspace(workspaceId: string): Promise<void> {
		const problem = workspaceIdProblem(workspaceId);
		if (problem !== null) throw toUserError(workspaceIdRefusal(problem));
		await reached(this.#handle(workspaceId).resolve());
	}

	/**
	 * Closes all connections of a person to some workspaces, on whichever servers these are. Call it when your backend has
	 * revoked somebody's access, or has changed their role: their pages connect again at once, and `authenticate` refuses
	 * them, or gives them the role that they have now. What they have queued waits for them, for ten seconds, and is
	 * withdrawn if they are not back by then with a role that may prompt; a turn that has begun goes on. Votes that need a
	 * role they no longer have do not count any more. Workspaces that do not exist are left out, and not created.
	 *
	 * @returns What was done. What fails in one workspace does not keep it from the others.
	 * @example
	 * const admin = new WorkspaceAdmin({ adminKey: process.env.WORKSPACE_CHAT_ADMIN_KEY ?? "" });
	 * const { failed } = await admin.disconnectUser("ada", ["acme/web", "acme/api"]);
	 * for (const { workspaceId, error } of failed) console.error(workspaceId, error);
	 */
	async disconnectUser(userId: string, workspaceIds: string | readonly string[]): Promise<DisconnectedUser> {
		const waiting = typeof workspaceIds === "string" ? [workspaceIds] : [...workspaceIds];
		const failed: { readonly workspaceId: string; readonly error: Error }[] = [];
		let closed = 0;
		const disconnectNext = async () => {
			for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
				try {
					const call = this.#disconnect(id, userId);
					const response = await withTimeout(call, { what: `Workspace ${id}`, ms: DISCONNECT_TIMEOUT_MS });
					closed += response.closed;
				} catch (error) {
					if (!isMissing(error)) failed.push({ workspaceId: id, error: toEngineError(error) });
				}
			}
		};
		await Promise.all(Array.from({ length: CALLS_AT_ONCE }, disconnectNext));
		return { closed, failed };
	}

	async #disconnect(workspaceId: string, userId: string) {
		const workspace = await this.#resolved(workspaceId);
		return workspace.disconnectUser({ clientId: randomUUID(), userId });
	}

	/**
	 * Removes a workspace, its sandbox, and everything that is stored of it.
	 *
	 * @throws {ActorError} `forbidden` when the key is wrong, `not_found` when there is no such workspace.
	 * @throws {UserError} `no_server` when no server is connected to the engine; `connection_lost` when the engine does not
	 *   answer.
	 */
	async destroyWorkspace(workspaceId: string): Promise<void> {
		const workspace = await this.#find(workspaceId);
		await reached(workspace.destroyWorkspace({ clientId: randomUUID() }));
	}

	/** Ends the connection to the engine. */
	dispose(): Promise<void> {
		return this.#client.dispose();
	}

	#accessor() {
		// Rivet's client has an accessor for every name; the type knows only the usual one.
		return this.#client[this.#actorName as "workspace"];
	}

	#handle(workspaceId: string) {
		return this.#accessor().getOrCreate([workspaceId], { params: this.#params });
	}

	/** Does not create it. */
	#existing(workspaceId: string) {
		return this.#accessor().get([workspaceId], { params: this.#params });
	}

	/**
	 * A workspace that exists. Rivet calls an action of one that does not exist 24 times, 0.1 s apart.
	 *
	 * @throws {ActorError} `not_found`
	 * @throws {UserError} `no_server` when none has connected yet, `connection_lost`
	 */
	async #resolved(workspaceId: string) {
		const workspace = this.#existing(workspaceId);
		await workspace.resolve().catch((error: unknown) => {
			throw isMissing(error) ? missingError(workspaceId) : toEngineError(error);
		});
		return workspace;
	}

	/**
	 * A workspace that exists, when there is a server to open it: Rivet waits for minutes when there is none.
	 *
	 * @throws {ActorError} `not_found`
	 * @throws {UserError} `no_server`, `connection_lost`
	 */
	async #find(workspaceId: string) {
		const workspace = await this.#resolved(workspaceId);
		await this.#requireServer();
		return workspace;
	}

	/** @throws {UserError} `no_server` when none connects for a while. An engine that does not say it counts as having one. */
	async #requireServer(): Promise<void> {
		const end = performance.now() + SERVER_TIMEOUT_MS;
		while ((await hasServer(this.#pool)) === false) {
			if (performance.now() > end) throw noServerError();
			await delay(SERVER_POLL_MS);
		}
	}

	/** The parts of a page, together. A row can change between them: then the page is read again. */
	async #readPage(workspaceId: string, position: ExportPosition | null): Promise<ExportedPage> {
		const workspace = this.#existing(workspaceId);
		for (let attempt = 0; attempt < PAGE_ATTEMPTS; attempt++) {
			const first = await reached(workspace.exportPage({ position, part: 0 }));
			const data = [first.data];
			let isSame = true;
			for (let part = 1; part < first.parts && isSame; part++) {
				const other = await reached(workspace.exportPage({ position, part }));
				isSame = other.hash === first.hash;
				data.push(other.data);
			}
			const page = Buffer.concat(data.map((text) => Buffer.from(text, "base64")));
			if (isSame) return { header: first.header, lines: unpackLines(page), next: first.next };
		}
		throw new Error("The workspace changes too fast to be exported. Try again when its agent has less to do.");
	}

	async #untilOpen(workspaceId: string): Promise<void> {
		const end = performance.now() + OPEN_TIMEOUT_MS;
		for (;;) {
			try {
				await this.#existing(workspaceId).getSessionInfo();
				return;
			} catch (error) {
				// It closes, and is opened again.
				if (performance.now() > end) throw error;
				await delay(200);
			}
		}
	}
}

/** @throws What the engine or the workspace has refused the call with, in words. */
async function reached<Response>(call: Promise<Response>): Promise<Response> {
	try {
		return await call;
	} catch (error) {
		throw toEngineError(error);
	}
}

type AuditExportPage = Awaited<ReturnType<AdminActionHandlers["exportAuditPage"]>>;

interface ExportedPage {
	readonly header: ExportHeader;
	readonly lines: readonly string[];
	readonly next: ExportPosition | null;
}

interface BackupTarget {
	begin(header: unknown): Promise<unknown>;
	part(part: { readonly data: string; readonly isLast: boolean }): Promise<unknown>;
}

/** Sends the lines of a backup in pages, and checks that it is whole. Returns how many rows it has. */
async function sendBackup(
	backup: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
	target: BackupTarget,
): Promise<number> {
	const hash = createHash("sha256");
	let hasBegun = false;
	let rows = 0;
	let page: string[] = [];
	let bytes = 0;
	const send = async () => {
		if (page.length > 0) await sendPage(packLines(page), target);
		page = [];
		bytes = 0;
	};
	for await (const line of linesOf(backup, MAX_PAGE_BYTES, LINE_TOO_LONG)) {
		const end = v.safeParse(endLineSchema, line);
		if (end.success) {
			if (end.output.rows !== rows || end.output.sha256 !== hash.digest("hex")) throw new RangeError(CHANGED);
			await send();
			return rows;
		}
		hash.update(`${line}\n`);
		if (!hasBegun) {
			await target.begin(parseHeader(line));
			hasBegun = true;
			continue;
		}
		rows += 1;
		if (bytes + line.length > IMPORT_PAGE_BYTES) await send();
		page.push(line);
		bytes += line.length;
	}
	throw new RangeError("The backup has no last line, so it is not whole.");
}

const LINE_TOO_LONG = "This is no backup of a workspace: a line is too long.";
const CHANGED = "The backup was changed, or something of it is missing: its last line does not fit the others.";

const endLineSchema = v.pipe(v.string(), v.startsWith('{"end":'), v.parseJson(), exportEndSchema);

function parseHeader(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		throw new RangeError("This is no backup of a workspace: its first line is no JSON.");
	}
}

async function sendPage(page: Uint8Array, target: BackupTarget): Promise<void> {
	const partBytes = LIMITS.attachmentChunkBytes;
	for (let start = 0; start < page.length; start += partBytes) {
		const part = Buffer.from(page.subarray(start, start + partBytes));
		await target.part({ data: part.toString("base64"), isLast: start + partBytes >= page.length });
	}
}
