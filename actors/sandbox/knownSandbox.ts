import { providerSandboxId } from "./idAtProvider.ts";
import { resolveSandboxSource } from "./resolveSource.ts";
import { isSandboxAddress, type SandboxOption, type SandboxProvider } from "./sandboxOption.ts";

/** A sandbox that a workspace has, at the provider that made it. */
export interface ExistingSandbox {
	readonly provider: SandboxProvider;
	readonly id: string;
}

export interface ExistingSandboxOptions {
	readonly workspaceId: string;
	readonly sandbox: SandboxOption;
	/** The last known one, `<provider>/<id>`. */
	readonly sandboxId: string | null;
}

/** Null when there is none, and when it is only an address: then it is not ours to pause or remove. */
export async function findExistingSandbox(options: ExistingSandboxOptions): Promise<ExistingSandbox | null> {
	const source = await resolveSandboxSource(options.sandbox, options.workspaceId);
	if (isSandboxAddress(source)) return null;
	const id = providerSandboxId(source, options.sandboxId);
	return id === null ? null : { provider: source, id };
}
