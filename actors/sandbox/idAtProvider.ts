import type { SandboxProvider } from "./sandboxOption.ts";

/**
 * The provider's own id of a sandbox; null when there is none, or when it came from another provider.
 *
 * @param sandboxId - `<provider>/<id>`.
 */
export function providerSandboxId(provider: SandboxProvider, sandboxId: string | null): string | null {
	const prefix = `${provider.name}/`;
	return sandboxId?.startsWith(prefix) ? sandboxId.slice(prefix.length) : null;
}
