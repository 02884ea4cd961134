import { isSandboxGone } from "./isSandboxGone.ts";
import { findKnownSandbox, type KnownSandbox, type KnownSandboxOptions } from "./knownSandbox.ts";

/**
 * Removes the sandbox for good, with all that is in it.
 *
 * @returns False where there was none to remove.
 */
export async function destroySandbox(options: KnownSandboxOptions): Promise<boolean> {
	const known = await findKnownSandbox(options);
	if (!known) return false;
	try {
		await remove(known);
		return true;
	} catch (error) {
		if (isSandboxGone(error)) return false;
		throw error;
	}
}

/** `destroy` only stops a sandbox where its provider has a `kill`, too. */
async function remove({ provider, id }: KnownSandbox): Promise<void> {
	if (provider.kill) await provider.kill(id);
	else await provider.destroy(id);
}
