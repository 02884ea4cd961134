import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { SessionError, sandboxFailed } from "../errors/sessionErrors.ts";
import {
	isSandboxAddress,
	resolveSandboxSource,
	type Sandbox,
	type SandboxOption,
	type SandboxProvider,
} from "./sandbox.ts";

/**
 * The provider's own id of a sandbox; null when there is none, or when it came from another provider.
 *
 * @param sandboxId - `<provider>/<id>`.
 */
function providerSandboxId(provider: SandboxProvider, sandboxId: string | null): string | null {
	const prefix = `${provider.name}/`;
	return sandboxId?.startsWith(prefix) ? sandboxId.slice(prefix.length) : null;
}

const GONE_MESSAGE = /not found|no such|does not exist|destroyed|deleted|terminated/i;

/**
 * Whether a provider's error says that the sandbox no longer exists, so that a new one has to be created. After any
 * other error (a network that is down, a refused key) the sandbox is kept: it may hold a person's work.
 */
function isSandboxGone(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	if (error.name === "SandboxDestroyedError") return true;
	return errorStatus(error) === 404 || GONE_MESSAGE.test(error.message);
}

function errorStatus(error: Error): unknown {
	if ("statusCode" in error) return error.statusCode;
	return "status" in error ? error.status : undefined;
}

/** What the SDK calls a server that is reached only through a provider's `fetch`. */
const NO_URL = "http://sandbox-agent";

/** The provider whose "sandboxes" are processes of one machine: the next one sees the files of the last. */
const SAME_MACHINE = "local";

/** A sandbox whose server may not answer yet. */
export interface PendingSandbox extends Omit<Sandbox, "cwd"> {
	/** Null for the folder in which the server runs. */
	readonly cwd: string | null;
}

/** Which sandbox a workspace wants. */
export interface SandboxRequest {
	/** The last known one, `<provider>/<id>`; null when there was none yet. */
	readonly sandboxId: string | null;
	/** The folder the agent works in. Default: the sandbox's own. */
	readonly cwd?: string | undefined;
}

/**
 * Reconnects to the sandbox of a workspace, or creates one: when there was none yet, when it came from another
 * provider, and when the provider says it is gone.
 */
export async function openProviderSandbox(provider: SandboxProvider, request: SandboxRequest): Promise<PendingSandbox> {
	const knownId = providerSandboxId(provider, request.sandboxId);
	return (
		(knownId === null ? null : await reconnectSandbox(provider, knownId, request)) ?? createSandbox(provider, request)
	);
}

async function reconnectSandbox(
	provider: SandboxProvider,
	id: string,
	request: SandboxRequest,
): Promise<PendingSandbox | null> {
	try {
		await provider.reconnect?.(id);
		await provider.ensureServer?.(id);
		const reach = await describeSandbox(provider, id, request);
		return { ...reach, isNew: false, isReplacement: false, discard: async () => undefined };
	} catch (error) {
		if (isSandboxGone(error)) return null;
		throw error;
	}
}

async function createSandbox(provider: SandboxProvider, request: SandboxRequest): Promise<PendingSandbox> {
	const id = await provider.create();
	const isNew = provider.name !== SAME_MACHINE;
	const discard = () => provider.destroy(id).catch(() => undefined);
	try {
		const reach = await describeSandbox(provider, id, request);
		return { ...reach, isNew, isReplacement: isNew && request.sandboxId !== null, discard };
	} catch (error) {
		await discard();
		throw error;
	}
}

async function describeSandbox(
	provider: SandboxProvider,
	id: string,
	{ cwd = provider.defaultCwd }: SandboxRequest,
): Promise<Omit<PendingSandbox, "isNew" | "isReplacement" | "discard">> {
	// `sandbox-agent/local` runs in this process's folder, whose files (and `.env`) are not for the people of a workspace.
	if (cwd === undefined && provider.name === SAME_MACHINE) throw new SessionError(folderUnknown());
	const viaProvider = await provider.getFetch?.(id);
	const baseUrl = (await provider.getUrl?.(id)) ?? NO_URL;
	return {
		sandboxId: `${provider.name}/${id}`,
		baseUrl,
		fetch: viaProvider ?? fetch,
		token: await readToken(provider, id),
		headers: {},
		cwd: cwd ?? null,
		agentSlots: provider.agentSlots ?? {},
		agentsDirectory: provider.agentsDirectory,
		ensureServer: async () => provider.ensureServer?.(id),
	};
}

function folderUnknown(): WorkspaceErrorInfo {
	return {
		...sandboxFailed(),
		hint: "The sandbox runs on the server itself: use local() of workspace-chat/actors, or give createWorkspace `cwd`.",
	};
}

/** `getToken` is not part of the SDK's type, but some of its providers have it and the SDK asks for it. */
async function readToken(provider: SandboxProvider, id: string): Promise<string | undefined> {
	if (!("getToken" in provider) || typeof provider.getToken !== "function") return undefined;
	const token: unknown = await provider.getToken(id);
	return typeof token === "string" && token !== "" ? token : undefined;
}

/** The sandbox of a workspace, and the provider that created it. */
interface ExistingSandbox {
	readonly provider: SandboxProvider;
	readonly id: string;
}

interface ExistingSandboxOptions extends SandboxRequest {
	readonly workspaceId: string;
	readonly sandbox: SandboxOption;
}

/** Null when there is none, and when it is only an address: we did not create that, so we neither pause nor remove it. */
async function findExistingSandbox(options: ExistingSandboxOptions): Promise<ExistingSandbox | null> {
	const source = await resolveSandboxSource(options.sandbox, options.workspaceId);
	if (isSandboxAddress(source)) return null;
	const id = providerSandboxId(source, options.sandboxId);
	return id === null ? null : { provider: source, id };
}

/**
 * Pauses or stops the sandbox, so that it costs nothing until it is needed again.
 *
 * @returns False when there is none, or when its provider cannot do it without losing what is in it.
 */
export async function pauseSandbox(options: ExistingSandboxOptions): Promise<boolean> {
	const known = await findExistingSandbox(options);
	if (!known?.provider.pause) return false;
	await known.provider.pause(known.id);
	return true;
}

/**
 * Removes the sandbox for good, with everything in it.
 *
 * @returns False when there was none to remove.
 */
export async function destroySandbox(options: ExistingSandboxOptions): Promise<boolean> {
	const known = await findExistingSandbox(options);
	if (!known) return false;
	try {
		await removeSandbox(known);
		return true;
	} catch (error) {
		if (isSandboxGone(error)) return false;
		throw error;
	}
}

/** With a provider that also has `kill`, `destroy` only stops the sandbox. */
async function removeSandbox({ provider, id }: ExistingSandbox): Promise<void> {
	if (provider.kill) await provider.kill(id);
	else await provider.destroy(id);
}
