import { idAtProvider } from "./idAtProvider.ts";
import { resolveSource } from "./resolveSource.ts";
import { isSandboxAddress, type SandboxOption, type SandboxProvider } from "./sandboxOption.ts";

/** A sandbox that a workspace has, at the provider that made it. */
export interface KnownSandbox {
	readonly provider: SandboxProvider;
	readonly id: string;
}

export interface KnownSandboxOptions {
	readonly workspaceId: string;
	readonly sandbox: SandboxOption;
	/** The last known one, `<provider>/<id>`. */
	readonly sandboxId: string | null;
}

/** Null when there is none, and when it is only an address: then it is not ours to pause or remove. */
export async function findKnownSandbox(options: KnownSandboxOptions): Promise<KnownSandbox | null> {
	const source = await resolveSource(options.sandbox, options.workspaceId);
	if (isSandboxAddress(source)) return null;
	const id = idAtProvider(source, options.sandboxId);
	return id === null ? null : { provider: source, id };
}
