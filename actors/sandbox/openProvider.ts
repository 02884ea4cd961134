import { providerSandboxId } from "./idAtProvider.ts";
import { isSandboxGone } from "./isSandboxGone.ts";
import type { Sandbox } from "./sandbox.ts";
import type { SandboxProvider } from "./sandboxOption.ts";

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
