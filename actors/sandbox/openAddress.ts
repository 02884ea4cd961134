import type { Sandbox } from "./sandbox.ts";
import type { SandboxAddress } from "./sandboxOption.ts";

/**
 * A server that runs already: nothing to make, and nothing to remove.
 *
 * @param lastId - The last known sandbox: an address under another name is another sandbox.
 */
export function openSandboxAddress(
	{ baseUrl, token, headers, sandboxId }: SandboxAddress,
	lastId: string | null,
): Sandbox {
	return {
		sandboxId: sandboxId ?? null,
		isNew: sandboxId !== undefined && sandboxId !== lastId,
		baseUrl,
		fetch,
		token,
		headers: headers ?? {},
		defaultCwd: undefined,
		ensureServer: async () => undefined,
		discard: async () => undefined,
	};
}
