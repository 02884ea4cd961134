import type { Sandbox } from "./sandbox.ts";
import type { SandboxAddress } from "./sandboxOption.ts";

/** A server that runs already: nothing to make, and nothing to remove. */
export function openAddress({ baseUrl, token, headers, sandboxId }: SandboxAddress): Sandbox {
	return {
		sandboxId: sandboxId ?? null,
		baseUrl,
		fetch,
		token,
		headers: headers ?? {},
		defaultCwd: undefined,
		ensureServer: async () => undefined,
		discard: async () => undefined,
	};
}
