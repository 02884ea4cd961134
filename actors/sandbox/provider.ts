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
 * Whether a provider's error says that the sandbox is no more, so that a new one has to be made. Everything else
 * (a network that is down, a refused key) leaves the sandbox where it is: it may hold a person's work.
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

/** The SDK's name for a server reached only through a provider's `fetch`. */
const NO_URL = "http://sandbox-agent";

/** The provider whose "sandboxes" are processes of one machine: what was in one is in the next. */
const SAME_MACHINE = "local";

/**
 * Finds the sandbox of a workspace again, or makes one: when there was none yet, when it came from another provider,
 * and when the provider says it is gone.
 *
 * @param sandboxId - The last known one, `<provider>/<id>`.
 */
export async function openProviderSandbox(provider: SandboxProvider, sandboxId: string | null): Promise<Sandbox> {
	const knownId = providerSandboxId(provider, sandboxId);
	return (knownId === null ? null : await reconnectSandbox(provider, knownId)) ?? createSandbox(provider);
}

async function reconnectSandbox(provider: SandboxProvider, id: string): Promise<Sandbox | null> {
	try {
		await provider.reconnect?.(id);
		await provider.ensureServer?.(id);
		return { ...(await describeSandbox(provider, id, async () => undefined)), isNew: false };
	} catch (error) {
		if (isSandboxGone(error)) return null;
		throw error;
	}
}

async function createSandbox(provider: SandboxProvider): Promise<Sandbox> {
	const id = await provider.create();
	const discard = () => provider.destroy(id).catch(() => undefined);
	try {
		return { ...(await describeSandbox(provider, id, discard)), isNew: provider.name !== SAME_MACHINE };
	} catch (error) {
		await discard();
		throw error;
	}
}

async function describeSandbox(
	provider: SandboxProvider,
	id: string,
	discard: Sandbox["discard"],
): Promise<Omit<Sandbox, "isNew">> {
	const viaProvider = await provider.getFetch?.(id);
	const baseUrl = (await provider.getUrl?.(id)) ?? NO_URL;
	return {
		sandboxId: `${provider.name}/${id}`,
		baseUrl,
		fetch: viaProvider ?? fetch,
		token: await readToken(provider, id),
		headers: {},
		defaultCwd: provider.defaultCwd,
		ensureServer: async () => provider.ensureServer?.(id),
		discard,
	};
}

/** `getToken` is not part of the SDK's type, but some of its providers have it and the SDK asks for it. */
async function readToken(provider: SandboxProvider, id: string): Promise<string | undefined> {
	if (!("getToken" in provider) || typeof provider.getToken !== "function") return undefined;
	const token: unknown = await provider.getToken(id);
	return typeof token === "string" && token !== "" ? token : undefined;
}

/** A sandbox that a workspace has, at the provider that made it. */
interface ExistingSandbox {
	readonly provider: SandboxProvider;
	readonly id: string;
}

interface ExistingSandboxOptions {
	readonly workspaceId: string;
	readonly sandbox: SandboxOption;
	/** The last known one, `<provider>/<id>`. */
	readonly sandboxId: string | null;
}

/** Null when there is none, and when it is only an address: then it is not ours to pause or remove. */
async function findExistingSandbox(options: ExistingSandboxOptions): Promise<ExistingSandbox | null> {
	const source = await resolveSandboxSource(options.sandbox, options.workspaceId);
	if (isSandboxAddress(source)) return null;
	const id = providerSandboxId(source, options.sandboxId);
	return id === null ? null : { provider: source, id };
}

/**
 * Pauses or stops the sandbox, so that it costs nothing until it is needed again.
 *
 * @returns False where there is none, or where its provider cannot do it without losing what is in it.
 */
export async function pauseSandbox(options: ExistingSandboxOptions): Promise<boolean> {
	const known = await findExistingSandbox(options);
	if (!known?.provider.pause) return false;
	await known.provider.pause(known.id);
	return true;
}

/**
 * Removes the sandbox for good, with all that is in it.
 *
 * @returns False where there was none to remove.
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

/** `destroy` only stops a sandbox where its provider has a `kill`, too. */
async function removeSandbox({ provider, id }: ExistingSandbox): Promise<void> {
	if (provider.kill) await provider.kill(id);
	else await provider.destroy(id);
}
