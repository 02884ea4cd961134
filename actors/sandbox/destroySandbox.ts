import { isSandboxGone } from "./isSandboxGone.ts";
import { type ExistingSandbox, type ExistingSandboxOptions, findExistingSandbox } from "./knownSandbox.ts";

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
